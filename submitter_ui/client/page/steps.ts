/**
 * One step at a time, on one address: the back button goes a step back as people
 * expect, and no step leaves a trace in the browser's history.
 */

import { find, findAll, show } from "./dom.ts";

interface Place {
  readonly step: string;
}

export class Steps {
  readonly #sections: readonly HTMLElement[];
  #current: string;
  /** Steps before this one cannot be gone back to: what was sent was sent. */
  #sealed = false;

  constructor(root: HTMLElement, first: string) {
    this.#sections = findAll(root, "[data-step]", HTMLElement);
    this.#current = first;
    history.replaceState({ step: first } satisfies Place, "");
    this.#showOnly(first);
    window.addEventListener("popstate", (event: PopStateEvent) => this.#goBack(event.state));
  }

  get current(): string {
    return this.#current;
  }

  /** Go on to a step; the back button comes back here. */
  goTo(step: string): void {
    history.pushState({ step } satisfies Place, "");
    this.#enter(step);
  }

  /** Go on to a step from which there is no way back: what was sent was sent. */
  goOnTo(step: string): void {
    this.#sealed = true;
    history.replaceState({ step } satisfies Place, "");
    this.#enter(step);
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
    history.replaceState({ step } satisfies Place, "");
    this.#enter(step);
  }

  #goBack(state: unknown): void {
    if (this.#sealed) {
      history.pushState({ step: this.#current } satisfies Place, "");
      return;
    }
    if (isPlace(state)) {
      this.#enter(state.step);
    }
  }

  #enter(step: string): void {
    this.#current = step;
    this.#showOnly(step);
    const section = this.#sections.find((each) => each.dataset["step"] === step);
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
  return typeof state === "object" && state !== null && "step" in state;
}
