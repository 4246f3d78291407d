/** The page's side of the worker: questions out, progress and answers back. */

import { lists } from "sluis-words";

import type { Answers, FromWorker, Progress, Question, Refused, ToWorker } from "../contract.ts";

/** Where the questions go and the answers come from: a worker, or what stands in for one. */
export interface Port {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: ToWorker): void;
}

/** The worker did not do it; `refused` says why. */
export class NotDone extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(refused.sentence);
    this.refused = refused;
  }
}

interface Waiting {
  readonly resolve: (answer: Answers[keyof Answers]) => void;
  readonly reject: (error: Error) => void;
  readonly progress: (progress: Progress) => void;
}

const FAULT: Refused = { sentence: "fault", values: {}, doubts: [], codename: [] };

export class Desk {
  readonly #worker: Port;
  readonly #waiting = new Map<number, Waiting>();
  #number = 0;
  /** A worker that was never heard could not be loaded, and answers nothing that it is asked. */
  #heard = false;
  #missing = false;

  constructor(worker: Port) {
    this.#worker = worker;
    this.#worker.onmessage = (event: MessageEvent<FromWorker>) => this.#hear(event.data);
    this.#worker.onerror = () => this.#fail();
    // The worker is the same for every language; the page has the words of its own.
    this.#post({ number: 0, question: { ask: "learn", lists } });
  }

  /** Return the answer to a question, or throw `NotDone`. */
  ask<Asked extends Question>(
    question: Asked,
    progress: (progress: Progress) => void = () => undefined,
  ): Promise<Answers[Asked["ask"]]> {
    const number = ++this.#number;
    return new Promise((resolve, reject) => {
      if (this.#missing) {
        reject(new NotDone(FAULT));
        return;
      }
      // The worker answers each question with the answer that belongs to it.
      this.#waiting.set(number, { resolve: (a) => resolve(a as Answers[Asked["ask"]]), reject, progress });
      this.#post({ number, question });
    });
  }

  /** Give up what is under way, as far as it can be given up. */
  stop(): void {
    this.#post({ number: 0, question: { ask: "stop" } });
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromWorker): void {
    this.#heard = true;
    const waiting = this.#waiting.get(message.number);
    if (waiting === undefined) {
      return;
    }
    if ("progress" in message) {
      waiting.progress(message.progress);
      return;
    }
    this.#waiting.delete(message.number);
    if ("answer" in message) {
      waiting.resolve(message.answer);
    } else {
      waiting.reject(new NotDone(message.refused));
    }
  }

  #fail(): void {
    this.#missing = !this.#heard;
    for (const waiting of this.#waiting.values()) {
      waiting.reject(new NotDone(FAULT));
    }
    this.#waiting.clear();
  }
}

/** Return why something was not done, whatever was thrown. */
export function whyNot(error: unknown): Refused {
  return error instanceof NotDone ? error.refused : FAULT;
}
