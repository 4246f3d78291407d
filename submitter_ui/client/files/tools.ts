/** What the worker lends to the script for files. */

import type { Job } from "../worker/job.ts";
import type { Refusal } from "../worker/refusals.ts";

type Sealed = Promise<{ readonly stream: ReadableStream<Uint8Array>; readonly size: number }>;

/** A SHA-256 on its way. */
export interface Digest {
  readonly update: (piece: Uint8Array) => unknown;
  readonly hex: () => string;
}

export interface Tools {
  /** Return content of a known size, sealed to whom the message goes. */
  readonly seal: (content: ReadableStream<Uint8Array<ArrayBuffer>>, size: number) => Sealed;
  readonly digest: () => Digest;
  readonly Refusal: typeof Refusal;
  readonly ticket: string;
  readonly job: Job;
}

/** An upload that stands sealed at the server: its id and the SHA-256 of the content, in hex. */
export interface Uploaded {
  readonly id: string;
  readonly sha256: string;
}
