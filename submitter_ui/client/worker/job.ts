/** One thing the page asked for: told how far it is, and given up where the reporter wants that. */

import type { Pace, Progress, Stage } from "../contract.ts";
import { Refusal } from "./refusals.ts";

export class Job {
  readonly #tell: (progress: Progress) => void;
  readonly #stop: AbortSignal;

  constructor(tell: (progress: Progress) => void, stop: AbortSignal) {
    this.#tell = tell;
    this.#stop = stop;
  }

  get signal(): AbortSignal {
    return this.#stop;
  }

  /** Tell how far a stage is, or throw `Refusal` where the reporter has stopped it. */
  reach(stage: Stage, done = 0, total = 0, pace?: Pace): void {
    if (this.#stop.aborted) {
      throw new Refusal("stopped");
    }
    this.#tell({ stage, done, total, ...(pace && { pace }) });
  }

  /** Tell how far a stage is that cannot be called back any more. */
  tell(stage: Stage, done: number, total: number): void {
    this.#tell({ stage, done, total });
  }
}
