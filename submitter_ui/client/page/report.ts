/** The reporting page: choose the line, write, see what will be sent, send, keep the codename. */

import type { Opened, Sent } from "../contract.ts";
import { showCodename } from "./codename.ts";
import { chosenLine, complain, Compose, offerLines, onSubmit } from "./compose.ts";
import { whyNot, type Desk } from "./desk.ts";
import { find, say, show } from "./dom.ts";
import { guard } from "./leaving.ts";
import { showLookDay } from "./look_day.ts";
import { Steps } from "./steps.ts";

/** Start the reporting page in `root`. */
export function startReport(root: HTMLElement, desk: Desk): void {
  const steps = new Steps(root, "line");
  const lines = find(root, '[data-step="line"]', HTMLElement);
  let opened: Opened | undefined;
  const compose = new Compose(root, desk, steps, {
    ask: () => "report",
    line: () => chosenLine(lines),
    complaint: () => ({ withoutAnswerers: false, about: "" }),
    opened: () => opened,
    stored: (sent) => keepCodename(root, steps, sent),
  });
  onSubmit(lines, () => {
    const missing = chosenLine(lines) === "";
    say(find(lines, "[data-problem]", HTMLElement), missing ? "line-missing" : "");
    if (missing) {
      lines.querySelector<HTMLInputElement>("input:enabled")?.focus();
    } else {
      compose.askOf(chosenLine(lines));
      steps.goTo("write");
    }
  });
  void openService(root, desk, true).then((found) => {
    opened = found;
    if (found !== undefined) {
      offerLines(lines, found);
    }
  });
}

/** Fetch and judge what the service says of itself; say what is wrong with it where something is. */
export async function openService(
  root: HTMLElement,
  desk: Desk,
  toReport: boolean,
): Promise<Opened | undefined> {
  const notice = find(root, "[data-readiness]", HTMLElement);
  try {
    const opened = await desk.ask({ ask: "open", toReport });
    show(notice, false);
    return opened;
  } catch (error) {
    complain(notice, whyNot(error));
    return undefined;
  }
}

/** Show the codename of what was sent, and the day to look once it was noted. */
export function keepCodename(root: HTMLElement, steps: Steps, sent: Sent): void {
  steps.goOnTo("codename");
  showCodename(find(root, '[data-step="codename"]', HTMLElement), sent.codename, () => {
    guard(false);
    showLookDay(root, sent.day);
    steps.goOnTo("done");
  });
}
