/**
 * Stands for the server: what was downloaded is what it answers, and what it would be
 * sent becomes files. The bundler puts this in the place of `worker/server_api.ts`.
 *
 * Nothing that was carried here is trusted more than an answer of the server.
 */

import { Malformed } from "../crypto/errors.ts";
import { parseBucket, parseLists } from "../crypto/drop_buckets.ts";
import { Reader } from "../crypto/frame.ts";
import { acceptWindow } from "../crypto/period.ts";
import { takePrefix } from "../crypto/stored.ts";
import { Refusal } from "../worker/refusals.ts";
import type { Carried, Sealed } from "./carried.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const UPLOAD_ID_SIZE = 16;

let carried: Carried = { today: new Uint8Array(), drop: [] };
let attachments: Blob[] = [];
let give = (_sealed: Sealed): void => undefined;

/** From now on these files are what the server answers. */
export function carry(files: Carried): void {
  carried = files;
}

/** From now on what is sealed goes to `receive`. */
export function handOverTo(receive: (sealed: Sealed) => void): void {
  give = receive;
}

/** Keep the sealed attachments of the message that comes next, and of no other. */
export function holdAttachments(sealed: Blob[]): void {
  attachments = sealed;
}

/** No server refuses anything here, and none answers nonsense; the names are those of the real one. */
export class Refused extends Error {
  readonly code = "internal";
}

export class Nonsense extends Error {}

export function fetchToday(): Promise<Bytes> {
  return Promise.resolve(carried.today);
}

export function fetchDrop(): Promise<Bytes> {
  return Promise.resolve(carried.drop[0] ?? new Uint8Array());
}

export function fetchLists(): Promise<Bytes> {
  return pick((raw) => void parseLists(raw), "/api/drop/lists");
}

export function fetchBucket(bits: number, number: number): Promise<Bytes> {
  const isAsked = (raw: Bytes): void => {
    const bucket = parseBucket(raw);
    if (bucket.bits !== bits || bucket.number !== number) {
      throw new Malformed("another bucket");
    }
  };
  return pick(isAsked, `/api/drop/${bits}/${number}`);
}

export function takeTicket(): Promise<string> {
  return Promise.resolve("");
}

/** Hand over what is to be sent: the attachments that were sealed for this message, and the message. */
export function submit(_ticket: string, body: Bytes): Promise<void> {
  give({ files: [...attachments, new Blob([body])], lastDay: acceptWindow(periodOfSubmission(body)).last });
  attachments = [];
  return Promise.resolve();
}

/** Return the file that is of the form asked for, or say which one to download. */
async function pick(parse: (raw: Bytes) => void, address: string): Promise<Bytes> {
  for (const raw of carried.drop) {
    try {
      parse(raw);
      return raw;
    } catch (error) {
      if (!(error instanceof Malformed)) {
        throw error;
      }
    }
  }
  throw new Refusal("carry-more", { address });
}

/** The first text part begins behind version, counts and upload ids (docs/protocol.md section 8.1). */
function periodOfSubmission(body: Bytes): number {
  const [, , uploads = 0] = body;
  return takePrefix(new Reader(body.subarray(3 + uploads * UPLOAD_ID_SIZE)));
}
