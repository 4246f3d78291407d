/**
 * One step at a time, on one address: the back button goes a step back as people
 * expect, and no step leaves a trace in the browser's history.
 */

import { find, findAll, show } from "./dom.ts";

/** A step's place in the history: how many places before it belong to this very visit. */
interface Place {
  readonly step: string;
  readonly depth: number;
  readonly visit: number | undefined;
}

/** A reload keeps the history of the visit before it, whose steps hold nothing any more. */
const [VISIT] = crypto.getRandomValues(new Uint32Array(1));

export class Steps {
  readonly #sections: readonly HTMLElement[];
  #current: string;
  #depth = 0;
  /** Steps before this one cannot be gone back to: what was sent was sent. */
  #sealed = false;

  constructor(root: HTMLElement, first: string) {
    this.#sections = findAll(root, "[data-step]", HTMLElement);
    this.#current = first;
    // A phone may have thrown the page away: it comes back empty, and says what is gone.
    const lost = root.querySelector<HTMLElement>(`[data-lost~="${history.state?.step}"]`);
    if (lost !== null) {
      show(lost);
    }
    history.replaceState(this.#place(), "");
    this.#showOnly(first);
    window.addEventListener("popstate", (event: PopStateEvent) => this.#goBack(event.state));
  }

  get current(): string {
    return this.#current;
  }

  /** Go on to a step; the back button comes back here. */
  goTo(step: string): void {
    if (step !== this.#current) {
      this.#current = step;
      this.#depth++;
      history.pushState(this.#place(), "");
      this.#enter();
    }
  }

  /** Go on to a step from which there is no way back: what was sent was sent. */
  goOnTo(step: string): void {
    this.#sealed = true;
    this.swap(step);
  }

  /** Stay on this step: the back button does nothing. */
  hold(): void {
    this.#sealed = true;
  }

  /** Let the back button work again. */
  release(): void {
    this.#sealed = false;
  }

  /** Show a step in place of the current one, without a place in the history. */
  swap(step: string): void {
    this.#current = step;
    history.replaceState(this.#place(), "");
    this.#enter();
  }

  #place(): Place {
    // A browser writes this to the disk: once nothing can be lost any more, it does not say where one was.
    return { step: this.#current === "done" ? "" : this.#current, depth: this.#depth, visit: VISIT };
  }

  #goBack(state: unknown): void {
    if (state === null) {
      // The link to the content leads to the same step: one place more, of which leaving has to know.
      this.#depth++;
      history.replaceState(this.#place(), "");
    } else if (this.#sealed) {
      history.pushState(this.#place(), "");
    } else if (isPlace(state) && state.visit === VISIT) {
      this.#move(state);
    }
  }

  /** Forward is not gone by the browser's button: what stood there may not be what is written now. */
  #move({ step, depth }: Place): void {
    if (depth > this.#depth) {
      history.back();
    } else if (depth < this.#depth) {
      this.#current = step;
      this.#depth = depth;
      this.#enter();
    }
  }

  #enter(): void {
    this.#showOnly(this.#current);
    const section = this.#sections.find((each) => each.dataset["step"] === this.#current);
    if (section !== undefined) {
      find(section, "h2", HTMLElement).focus();
      window.scrollTo(0, 0);
    }
  }

  #showOnly(step: string): void {
    for (const section of this.#sections) {
      show(section, section.dataset["step"] === step);
    }
  }
}

function isPlace(state: unknown): state is Place {
  return typeof state === "object" && state !== null && "step" in state && "visit" in state;
}
