/**
 * One step at a time, on one address: the back button goes a step back as people
 * expect, and no step leaves a trace in the browser's history.
 */

import { find, findAll, show } from "./dom.ts";

/** A step's place in the history: how many before it belong to this very visit; not which, for a browser writes it to the disk. */
interface Place {
  readonly depth: number;
  readonly visit: number | undefined;
}

/** A reload keeps the history of the visit before it, whose steps hold nothing any more. */
const [VISIT] = crypto.getRandomValues(new Uint32Array(1));

export class Steps {
  readonly #sections: readonly HTMLElement[];
  /** The steps that were gone through, the current one last. */
  #trail: string[];
  /** Steps before this one cannot be gone back to: what was sent was sent. */
  #sealed = false;

  constructor(root: HTMLElement, first: string) {
    this.#sections = findAll(root, "[data-step]", HTMLElement);
    this.#trail = [first];
    // A phone may have thrown the page away: it comes back empty, and says what is gone.
    const lost = root.querySelector<HTMLElement>("[data-lost]");
    if (lost !== null) {
      show(lost, history.state?.depth > 0);
    }
    history.replaceState(this.#place(), "");
    this.#showOnly(first);
    window.addEventListener("popstate", (event: PopStateEvent) => this.#goBack(event.state));
  }

  get current(): string {
    return this.#trail.at(-1) ?? "";
  }

  /** Go on to a step; the back button comes back here. */
  goTo(step: string): void {
    if (step !== this.current) {
      this.#trail.push(step);
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
    this.#trail.splice(-1, 1, step);
    this.#enter();
  }

  #place(): Place {
    return { depth: this.#trail.length - 1, visit: VISIT };
  }

  #goBack(state: unknown): void {
    if (state === null) {
      // The link to the content leads to the same step: one place more, of which leaving has to know.
      this.#trail.push(this.current);
      history.replaceState(this.#place(), "");
    } else if (this.#sealed) {
      history.pushState(this.#place(), "");
    } else if (isPlace(state) && state.visit === VISIT) {
      this.#move(state.depth);
    }
  }

  /** Forward is not gone by the browser's button: what stood there may not be what is written now. */
  #move(depth: number): void {
    if (depth >= this.#trail.length) {
      history.back();
    } else if (depth < this.#trail.length - 1) {
      this.#trail.length = depth + 1;
      this.#enter();
    }
  }

  #enter(): void {
    this.#showOnly(this.current);
    const section = this.#sections.find((each) => each.dataset["step"] === this.current);
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
  return typeof state === "object" && state !== null && "depth" in state && "visit" in state;
}
