/** How far it is: a bar that never goes back, and a sentence for whoever cannot see it. */

import { type Pace, STAGES, type Progress } from "../contract.ts";
import { find, say, sentence } from "./dom.ts";
import { sizeOf } from "./file_row.ts";

export class Bar {
  readonly #bar: HTMLProgressElement;
  readonly #stage: HTMLElement;
  readonly #pace: HTMLElement | null;
  /** Beside the sentence, which would be read aloud again with each piece. */
  readonly #amount: Element | null;
  #at = 0;
  #said = "";

  constructor(root: HTMLElement) {
    this.#bar = find(root, "progress", HTMLProgressElement);
    this.#stage = find(root, "[data-stage]", HTMLElement);
    this.#pace = root.querySelector("[data-pace]");
    this.#amount = root.querySelector("[data-amount]");
  }

  /** Begin anew. */
  reset(): void {
    this.#at = 0;
    this.#said = "";
    this.#bar.removeAttribute("value");
  }

  /** Show how far a stage has come. */
  tell(progress: Progress): void {
    if (progress.stage !== this.#said) {
      this.#said = progress.stage;
      say(this.#stage, `stage-${progress.stage}`);
      this.#tellPace();
    }
    if (progress.pace) this.#tellPace(progress.pace);
    const { done, total } = progress;
    const isCounted = progress.stage === "searching" && total > 0;
    this.#amount?.replaceChildren(
      isCounted ? sentence("amount", { done: sizeOf(done), total: sizeOf(total) }) : "",
    );
    const within = progress.total > 0 ? progress.done / progress.total : 0;
    this.#at = Math.max(this.#at, (STAGES.indexOf(progress.stage) + within) / STAGES.length);
    this.#bar.value = this.#at;
  }

  #tellPace(pace?: Pace): void {
    const { left = 0, speed = 0 } = pace ?? {};
    const [name, number] = left > 90 ? ["pace-minutes", left / 60] as const : ["pace-seconds", left] as const;
    if (this.#pace instanceof HTMLElement) {
      say(this.#pace, pace ? name : "", { left: String(Math.round(number)), speed: sizeOf(speed) });
    }
  }
}
