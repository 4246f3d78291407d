/** Sending what was written, from the click to the word that it is stored; once, however often one clicks. */

import type { Question, Refused, Sent } from "../contract.ts";
import { whyNot, type Desk } from "./desk.ts";
import { find, show } from "./dom.ts";
import { Bar } from "./progress.ts";
import type { Steps } from "./steps.ts";

type Sendable = Extract<Question, { ask: "report" | "followup" | "again" }>;

/** What becomes of it: stored, not sent at all, or nobody knows. */
export interface Outcome {
  readonly stored: (sent: Sent) => void;
  readonly refused: (refused: Refused) => void;
}

export class Sender {
  readonly #desk: Desk;
  readonly #steps: Steps;
  readonly #section: HTMLElement;
  readonly #bar: Bar;
  #busy = false;

  constructor(root: HTMLElement, desk: Desk, steps: Steps) {
    this.#desk = desk;
    this.#steps = steps;
    this.#section = find(root, '[data-step="sending"]', HTMLElement);
    this.#bar = new Bar(this.#section);
    find(this.#section, "[data-stop]", HTMLButtonElement).addEventListener("click", () => desk.stop());
  }

  /** Send; the page shows how far it is, and `outcome` is told how it ended. */
  async send(question: Sendable, outcome: Outcome): Promise<void> {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    this.#bar.reset();
    // In place of the step before: after a refusal, one step back is where it was written.
    this.#steps.swap("sending");
    this.#steps.hold();
    const stop = find(this.#section, "[data-stop]", HTMLButtonElement);
    try {
      const sent = await this.#desk.ask(question, (progress) => {
        // Only files take so long that one may want to stop; what is being stored cannot be called back.
        show(stop, progress.stage === "files");
        this.#bar.tell(progress);
      });
      outcome.stored(sent);
    } catch (error) {
      this.#steps.release();
      outcome.refused(whyNot(error));
    } finally {
      this.#busy = false;
      show(stop, false);
    }
  }
}
