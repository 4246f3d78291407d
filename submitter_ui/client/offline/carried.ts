/** What the offline page and its worker say to each other beside `contract.ts`: files in, files out. */

import type { FromWorker, ToWorker } from "../contract.ts";

/** The downloaded files: `today`, and of the drop one file, or the lists and a bucket. Not verified. */
export interface Carried {
  readonly today: Uint8Array<ArrayBuffer>;
  readonly drop: readonly Uint8Array<ArrayBuffer>[];
}

/** What is to be sent by the form of the site, until a day: the attachments' files, the message last. */
export interface Sealed {
  readonly files: readonly Blob[];
  readonly lastDay: number;
}

export type ToOffline = ToWorker | { readonly carried: Carried };
export type FromOffline = FromWorker | { readonly sealed: Sealed };
