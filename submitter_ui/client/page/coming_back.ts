/** The page to come back to: a codename in, the answers out, something to add. */

import type { Answered, Consent, Found, Opened, Says, Sent } from "../contract.ts";
import { completeWords } from "./completing.ts";
import { chosenLine, complain, Compose, offerLines, onSubmit } from "./compose.ts";
import { consentOf, showProposal } from "./consents.ts";
import { whyNot, type Desk } from "./desk.ts";
import { offerWords } from "./doubts.ts";
import { dateOf, find, findAll, make, say, sentence, show } from "./dom.ts";
import { sizeOf } from "./file_row.ts";
import { guard } from "./leaving.ts";
import { showLookDay } from "./look_day.ts";
import { Bar } from "./progress.ts";
import { keepCodename, openService } from "./report.ts";
import { Steps } from "./steps.ts";

/** The line of complaints, as the keyring names it (docs/protocol.md section 5.1). */
const COMPLAINTS = "klacht";

/** What is written here: something more in the thread, a complaint about an answer in it, or a word on a draft. */
type Aim = "followup" | "report" | Says;

/** Start the page to come back to in `root`. */
export function startReturn(root: HTMLElement, desk: Desk): void {
  const steps = new Steps(root, "look");
  const lines = find(root, "[data-lines]", HTMLElement);
  let opened: Opened | undefined;
  let found: Found | undefined;
  let aim: Aim = "followup";
  let consent: Consent | undefined;
  // Before the first answer nobody but the reporter knows to whom the report went.
  const line = (): string => found?.answers.at(-1)?.line ?? chosenLine(lines);
  const compose = new Compose(root, desk, steps, {
    ask: () => (aim === "report" ? aim : "followup"),
    consent: () => consent,
    line: () => (aim === "report" ? COMPLAINTS : line()),
    complaint: () => ({ withoutAnswerers: aim === "report", about: askedAbout(lines) }),
    opened: () => opened,
    stored: (sent) => keep(root, steps, sent),
  });
  const asking = find(root, '[data-step="look"]', HTMLElement);
  onSubmit(asking, once(async () => {
    found = await look(asking, desk);
    if (found !== undefined) {
      showFound(root, found, (word) => write(word.says, word));
      steps.swap("answers");
    }
  }));
  const write = (intent: Aim, word?: Consent): void => {
    aim = intent;
    consent = word;
    compose.takeUp(intent);
    compose.askOf(intent === "report" ? COMPLAINTS : "");
    show(find(root, '[data-step="write"] [data-lead]', HTMLElement), intent === "followup");
    const told = (name: string, yes: boolean): void =>
      findAll(root, `[data-${name}]`, HTMLElement).forEach((each) => show(each, yes));
    told("complaint", intent === "report");
    told("no-complaint", intent !== "report");
    for (const each of findAll(root, "[data-aim]", HTMLElement)) {
      show(each, each.dataset["aim"] === intent);
    }
    const files = find(root, "#files", HTMLInputElement).closest<HTMLElement>(".field");
    files?.toggleAttribute("hidden", word !== undefined);
    show(lines, intent !== "report" && found?.answers.length === 0);
    steps.goTo("write");
  };
  completeWords(asking, find(asking, "#codename", HTMLTextAreaElement));
  // A codename has no second line: Enter looks for it.
  find(asking, "#codename", HTMLTextAreaElement).addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      find(asking, "form", HTMLFormElement).requestSubmit();
    }
  });
  find(root, "[data-add]", HTMLButtonElement).onclick = () => write("followup");
  find(root, "[data-complain]", HTMLButtonElement).onclick = () => write("report");
  find(root, "[data-withdraw]", HTMLButtonElement).onclick = () => write("withdrawn", consentOf("withdrawn", ""));
  lines.addEventListener("change", () => showAbout(lines));
  void openService(root, desk, false).then((service) => {
    opened = service;
    if (service !== undefined) {
      if (service.returningSize > 0) {
        const told = root.querySelector("[data-returning-size]");
        told?.replaceChildren(sizeOf(service.returningSize));
      }
      offerLines(lines, service);
    }
  });
}

function keep(root: HTMLElement, steps: Steps, sent: Sent): void {
  if (sent.codename.length > 0) {
    keepCodename(root, steps, sent);
    return;
  }
  guard(false);
  showLookDay(root, sent.day);
  steps.goOnTo("done");
}

/** A complaint may be about an answer to another report; its codename says whom to leave out. */
function showAbout(lines: HTMLElement): void {
  show(find(lines, "[data-about]", HTMLElement), chosenLine(lines) === COMPLAINTS);
}

function askedAbout(lines: HTMLElement): string {
  const asked = !lines.hidden && chosenLine(lines) === COMPLAINTS;
  return asked ? find(lines, "#about", HTMLInputElement).value : "";
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
  const field = find(asking, "#codename", HTMLTextAreaElement);
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

function showFound(root: HTMLElement, found: Found, judge: (word: Consent) => void): void {
  const section = find(root, '[data-step="answers"]', HTMLElement);
  const counted = (name: string, count: number): void =>
    say(find(section, `[data-${name}]`, HTMLElement), count > 0 ? name : "", { count: String(count) });
  find(section, "[data-answers]", HTMLElement).replaceChildren(
    ...found.answers.map((answer) => answerItem(answer, found.day, judge)),
  );
  show(find(section, "[data-none]", HTMLElement), found.answers.length === 0);
  show(find(section, "[data-complain]", HTMLElement), found.answers.length > 0);
  showLookDay(section, found.day);
  counted("silent", found.silent);
  counted("damaged", found.damaged);
}

function answerItem(answer: Answered, today: number, judge: (word: Consent) => void): HTMLElement {
  const count = String(answer.received);
  const received = sentence(answer.received === 1 ? "received-one" : "received", { count });
  const item = make("li", "", "reply");
  item.append(
    make("header", sentence("answer-of", { date: dateOf(answer.day) })),
    ...(answer.proposal ? showProposal(answer.proposal, today, judge) : [make("div", answer.text, "text")]),
    make("p", received, "small"),
  );
  return item;
}
