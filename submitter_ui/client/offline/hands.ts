/**
 * What does the work for the offline page: a worker made of the page's own script, or,
 * where a browser allows a page from disk no worker, the page itself.
 */

import type { Port } from "../page/desk.ts";
import { scriptUrl } from "../page/trusted_types.ts";
import type { FromOffline, Sealed, ToOffline } from "./carried.ts";
import { workFor } from "./work.ts";

export class Hands implements Port {
  onmessage: Port["onmessage"] = null;
  onerror: Port["onerror"] = null;
  /** Called with what was sealed. */
  onsealed: (sealed: Sealed) => void = () => undefined;
  #worker: Worker | undefined;
  #send: (message: ToOffline) => void;
  /** What a worker was sent before it was ever heard: it may not have started at all. */
  #unheard: ToOffline[] | undefined = [];

  constructor(script: string) {
    this.#send = this.#startWorker(script) ?? this.#startHere();
  }

  postMessage(message: ToOffline): void {
    this.#unheard?.push(message);
    this.#send(message);
  }

  /** End the worker, and what it holds with it. */
  end(): void {
    this.#worker?.terminate();
  }

  #startWorker(script: string): ((message: ToOffline) => void) | undefined {
    try {
      const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
      const worker = new Worker(scriptUrl(url));
      worker.onmessage = ({ data }: MessageEvent<FromOffline>) => this.#hear(data);
      worker.onerror = (event) => this.#fail(event);
      this.#worker = worker;
      return (message) => worker.postMessage(message);
    } catch {
      return undefined;
    }
  }

  #startHere(): (message: ToOffline) => void {
    const hear = workFor((message) => this.#hear(message));
    // Later, as a worker would: whoever asks has not begun to wait yet.
    return (message) => void setTimeout(() => hear(message));
  }

  #fail(event: ErrorEvent): void {
    const missed = this.#unheard;
    if (missed === undefined) {
      this.onerror?.(event);
      return;
    }
    this.#unheard = undefined;
    this.#send = this.#startHere();
    missed.forEach((message) => this.#send(message));
  }

  #hear(message: FromOffline): void {
    this.#unheard = undefined;
    if ("sealed" in message) {
      this.onsealed(message.sealed);
    } else {
      this.onmessage?.(new MessageEvent("message", { data: message }));
    }
  }
}
