/** The page to come back to: a codename in, the answers out, something to add. */

import type { Answered, Found, Opened } from "../contract.ts";
import { chosenLine, complain, Compose, offerLines, onSubmit } from "./compose.ts";
import { whyNot, type Desk } from "./desk.ts";
import { offerWords } from "./doubts.ts";
import { dateOf, find, make, say, sentence, show, showLookDay } from "./dom.ts";
import { guard } from "./leaving.ts";
import { Bar } from "./progress.ts";
import { openService } from "./report.ts";
import { Steps } from "./steps.ts";

/** Start the page to come back to in `root`. */
export function startReturn(root: HTMLElement, desk: Desk): void {
  const steps = new Steps(root, "codename");
  const lines = find(root, "[data-lines]", HTMLElement);
  let opened: Opened | undefined;
  let found: Found | undefined;
  new Compose(root, desk, steps, {
    ask: "followup",
    // Before the first answer nobody but the reporter knows to whom the report went.
    line: () => found?.answers.at(-1)?.line ?? chosenLine(lines),
    opened: () => opened,
    stored: (sent) => {
      guard(false);
      showLookDay(root, sent.day);
      steps.goOnTo("done");
    },
  });
  const asking = find(root, '[data-step="codename"]', HTMLElement);
  onSubmit(asking, once(async () => {
    found = await look(asking, desk);
    if (found !== undefined) {
      showFound(find(root, '[data-step="answers"]', HTMLElement), found);
      show(lines, found.answers.length === 0);
      showLookDay(root, found.day);
      steps.swap("answers");
    }
  }));
  find(root, "[data-add]", HTMLButtonElement).onclick = () => steps.goTo("write");
  void openService(root, desk).then((service) => {
    opened = service;
    if (service !== undefined) {
      offerLines(lines, service);
    }
  });
}

/** Let nothing begin a second time before it has ended: a second click changes nothing. */
function once(act: () => Promise<void>): () => Promise<void> {
  let busy = false;
  return async () => {
    if (!busy) {
      busy = true;
      await act().finally(() => {
        busy = false;
      });
    }
  };
}

async function look(asking: HTMLElement, desk: Desk): Promise<Found | undefined> {
  const field = find(asking, "#codename", HTMLInputElement);
  const notice = find(asking, "[data-notice]", HTMLElement);
  const waiting = find(asking, "[data-waiting]", HTMLElement);
  const bar = new Bar(waiting);
  show(notice, false);
  offerWords(asking, field, []);
  bar.reset();
  show(waiting);
  try {
    const question = { ask: "look", typed: field.value } as const;
    const found = await desk.ask(question, (progress) => bar.tell(progress));
    // The codename has done its work; it does not stay in the page.
    field.value = "";
    return found;
  } catch (error) {
    const refused = whyNot(error);
    complain(notice, refused);
    offerWords(asking, field, refused.doubts);
    return undefined;
  } finally {
    show(waiting, false);
  }
}

function showFound(section: HTMLElement, found: Found): void {
  const counted = (name: string, count: number): void =>
    say(find(section, `[data-${name}]`, HTMLElement), count > 0 ? name : "", { count: String(count) });
  find(section, "[data-answers]", HTMLElement).replaceChildren(...found.answers.map(answerItem));
  show(find(section, "[data-none]", HTMLElement), found.answers.length === 0);
  counted("silent", found.silent);
  counted("damaged", found.damaged);
}

function answerItem(answer: Answered): HTMLElement {
  const count = String(answer.received);
  const received = sentence(answer.received === 1 ? "received-one" : "received", { count });
  const item = make("li", "", "reply");
  item.append(
    make("header", sentence("answer-of", { date: dateOf(answer.day) })),
    make("div", answer.text, "text"),
    make("p", received, "small"),
  );
  return item;
}
