/** How far it is: a bar that never goes back, and a sentence for whoever cannot see it. */

import { STAGES, type Progress } from "../contract.ts";
import { find, say } from "./dom.ts";

export class Bar {
  readonly #bar: HTMLProgressElement;
  readonly #stage: HTMLElement;
  #at = 0;
  #said = "";

  constructor(root: HTMLElement) {
    this.#bar = find(root, "progress", HTMLProgressElement);
    this.#stage = find(root, "[data-stage]", HTMLElement);
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
    }
    const within = progress.total > 0 ? progress.done / progress.total : 0;
    this.#at = Math.max(this.#at, (STAGES.indexOf(progress.stage) + within) / STAGES.length);
    this.#bar.value = this.#at;
  }
}
