/**
 * The course of one upload: what each answer must say (docs/protocol.md section 14.1), so that no
 * server keeps it going without taking the file: every piece arrives whole, in five tries at most.
 */

import type { HttpRequest, HttpResponse } from "tus-js-client";
import type { Refusal } from "../worker/refusals.ts";

/** Large enough that a request for each costs little over Tor, small enough to hold. */
export const PIECE = 4 * 1024 * 1024;
export const RETRY_MS = [1000, 2000, 4000, 8000];
/** A piece over a slow circuit (5 kB/s); a server that says nothing ends here. */
const PIECE_MS = 900_000;
const LOCATION = /(?:^|\/)api\/uploads\/([0-9a-f]{32})$/;
const OFFSET = /^\d{1,15}$/;

export class Course {
  /** The status of the last answer; 0 where none came. */
  status = 0;
  /** What the server calls the upload. */
  id = "";
  readonly #size: number;
  readonly #refusal: typeof Refusal;
  #start = 0;
  #failures = 0;

  constructor(size: number, refusal: typeof Refusal) {
    this.#size = size;
    this.#refusal = refusal;
  }

  /** Note a request that is about to leave, and give it an end. */
  begin(request: HttpRequest): void {
    this.status = 0;
    if (request.getMethod() === "PATCH") {
      this.#start = Number(request.getHeader("Upload-Offset"));
    }
    const line: XMLHttpRequest = request.getUnderlyingObject();
    line.timeout = PIECE_MS;
    line.ontimeout = (event) => {
      // Whoever was silent for so long is asked once more.
      this.#failures = Math.max(this.#failures, RETRY_MS.length - 1);
      line.onerror?.(event);
    };
  }

  /** Judge an answer; what no server of ours answers ends the upload. */
  judge(request: HttpRequest, response: HttpResponse): void {
    this.status = response.getStatus();
    const method = request.getMethod();
    const isGiven = this.status >= 200 && this.status < 300;
    if (!isGiven) {
      if (method === "HEAD") {
        // An upload that cannot be asked after is not begun anew: what was sent of it is no longer here.
        throw new Error("no offset");
      }
      return;
    }
    if (method === "POST") {
      this.id = LOCATION.exec(response.getHeader("Location") ?? "")?.[1] ?? "";
      this.#expect(this.id !== "");
      return;
    }
    const offset = response.getHeader("Upload-Offset") ?? "";
    this.#expect(OFFSET.test(offset));
    const end = Math.min(this.#start + PIECE, this.#size);
    if (method === "PATCH") {
      this.#expect(Number(offset) !== this.#start, "server-fault");
      this.#expect(Number(offset) === end);
      this.#failures = 0;
    } else {
      this.#expect(Number(response.getHeader("Upload-Length")) === this.#size);
      this.#expect(Number(offset) >= this.#start && Number(offset) <= end);
    }
  }

  /** Count a failure, and return whether the same may be tried again. */
  mayGoOn(): boolean {
    this.#failures += 1;
    return this.#failures <= RETRY_MS.length;
  }

  #expect(holds: boolean, sentence = "nonsense"): void {
    if (!holds) {
      throw new this.#refusal(sentence);
    }
  }
}
