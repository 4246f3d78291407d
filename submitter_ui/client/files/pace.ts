/** How fast it goes and how long it takes, told seldom and roundly: figures that jump tell nobody anything. */

import type { Pace } from "../contract.ts";

/** What was sent longer ago says little about now. */
const WINDOW_MS = 20_000;
/** Sooner nothing is known. */
const LEAST_MS = 4_000;
const TELL_MS = 5_000;
/** A minute more or less is told; seconds in steps of ten. */
const STEP_S = 10;

export class PaceKeeper {
  readonly #marks: { readonly at: number; readonly done: number }[] = [];
  #told = 0;
  #last: Pace | undefined;

  /** Note how much is done at a time in milliseconds; returns the pace where it is time to tell another. */
  note(done: number, total: number, now: number): Pace | undefined {
    this.#marks.push({ at: now, done });
    while ((this.#marks[1]?.at ?? now) < now - WINDOW_MS) this.#marks.shift();
    const [first] = this.#marks;
    const passed = now - (first?.at ?? now);
    if (passed < LEAST_MS || now - this.#told < TELL_MS) return undefined;
    const speed = rounded(((done - (first?.done ?? 0)) * 1000) / passed);
    if (speed === 0) return undefined;
    const pace = { speed, left: roundly((total - done) / speed) };
    const isNew = pace.speed !== this.#last?.speed || pace.left !== this.#last.left;
    this.#told = now;
    this.#last = pace;
    return isNew ? pace : undefined;
  }
}

/** Two digits say enough of a speed. */
function rounded(speed: number): number {
  return speed < 1 ? 0 : Number(speed.toPrecision(2));
}

function roundly(seconds: number): number {
  return seconds > 90 ? Math.round(seconds / 60) * 60 : Math.max(STEP_S, Math.ceil(seconds / STEP_S) * STEP_S);
}
