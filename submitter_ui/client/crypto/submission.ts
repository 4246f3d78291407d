/**
 * Submissions: one to four text parts, and the attachments by id (docs/protocol.md section 8.1).
 *
 *     version (1) || text count (1) || attachment count (1) || count * upload id (16) || text parts
 *
 * All text parts have the one stored size. The body is the same whatever it says.
 */

import { bytesToHex, concatBytes } from "./bytes.ts";
import { Malformed } from "./errors.ts";
import { Reader } from "./frame.ts";
import { MAX_TEXT_PARTS, storedTextSize } from "./sizes.ts";
import { VERSION, parseStoredText } from "./stored.ts";

const UPLOAD_ID_SIZE = 16;
/** More than a phone's worth of pictures; the next ones go in a follow-up. */
export const MAX_ATTACHMENTS = 16;

/** The stored text parts of one message and the 16-byte ids of the uploads that belong to it. */
export interface Submission {
  readonly texts: readonly Uint8Array[];
  readonly uploads: readonly Uint8Array[];
}

/** Return the body of a submission. */
export function encodeSubmission({ texts, uploads }: Submission): Uint8Array {
  return concatBytes(Uint8Array.of(VERSION, texts.length, uploads.length), ...uploads, ...texts);
}

/** Return a submission and the period of all its parts, or throw `Malformed`. */
export function parseSubmission(raw: Uint8Array, slots: number): Submission & { readonly period: number } {
  const reader = new Reader(raw);
  const [version, textCount, uploadCount] = [reader.integer(1), reader.integer(1), reader.integer(1)];
  if (version !== VERSION) throw new Malformed("another version");
  if (textCount < 1 || textCount > MAX_TEXT_PARTS) throw new Malformed("number of text parts");
  if (uploadCount > MAX_ATTACHMENTS) throw new Malformed("number of attachments");
  const uploads = reader.list(uploadCount, () => reader.take(UPLOAD_ID_SIZE));
  if (new Set(uploads.map(bytesToHex)).size !== uploadCount) throw new Malformed("attachment twice");
  const texts = reader.list(textCount, () => reader.take(storedTextSize(slots)));
  reader.end();
  const [period, ...others] = new Set(texts.map((text) => parseStoredText(text, slots).period));
  if (period === undefined || others.length) throw new Malformed("different periods");
  return { texts, uploads, period };
}
