/**
 * What the server stores: `version (1) || period (4) || sealed file` (docs/protocol.md section 4.5).
 *
 * Everything here is checked without any key. Nothing else is in clear.
 */

import { concatBytes, encodeInteger } from "./bytes.ts";
import { Malformed } from "./errors.ts";
import { Reader } from "./frame.ts";
import { type Header, splitHeader } from "./header.ts";
import * as sizes from "./sizes.ts";

/** The formats of docs/protocol.md, frozen since both languages pass every vector; 0 was before that. */
export const VERSION = 1;

/** Return the 5 clear bytes before a sealed file of `period`. */
export function encodePrefix(period: number): Uint8Array {
  return concatBytes(encodeInteger(VERSION, 1), encodeInteger(period, sizes.PREFIX_SIZE - 1));
}

/** Take the prefix off and return its period, or throw `Malformed`. */
export function takePrefix(reader: Reader): number {
  const version = reader.integer(1);
  if (version !== VERSION) throw new Malformed("another version");
  return reader.integer(sizes.PREFIX_SIZE - 1);
}

/** The start of a stored object, before any key is used: its period and the header's shape. */
export interface StoredHead {
  readonly period: number;
  readonly header: Header;
  readonly payloadOffset: number;
}

/** Return the head of a stored object with one hybrid stanza for each slot, or throw `Malformed`. */
function parseStoredHead(raw: Uint8Array, slots: number): StoredHead {
  const reader = new Reader(raw);
  const period = takePrefix(reader);
  const [header, size] = splitHeader(reader.rest().subarray(0, sizes.headerSize(slots) + 1));
  checkStanzas(header, slots);
  return { period, header, payloadOffset: sizes.PREFIX_SIZE + size };
}

/** Throw `Malformed` unless a header has one hybrid stanza for each slot, whosever they are (section 4.4). */
export function checkStanzas({ stanzas }: Header, slots: number): void {
  if (stanzas.length !== slots) throw new Malformed("number of stanzas");
  for (const { args, body } of stanzas) {
    const [type, encapsulation] = args;
    if (
      args.length !== 2 ||
      type !== sizes.STANZA_TYPE ||
      encapsulation?.length !== sizes.base64Size(sizes.ENCAPSULATION_SIZE) ||
      body.length !== sizes.WRAPPED_SIZE
    ) {
      throw new Malformed("type of a stanza");
    }
  }
}

/** Return the head of a whole stored text part, whose size must be the one size of text. */
export function parseStoredText(raw: Uint8Array, slots: number): StoredHead {
  const size = sizes.storedTextSize(slots);
  if (raw.length !== size) throw new Malformed("size of a text part");
  return parseStoredHead(raw, slots);
}

/** Return the head of an attachment of `size` bytes in all, of which `raw` holds the first ones. */
export function parseStoredAttachment(raw: Uint8Array, size: number, slots: number): StoredHead {
  if (!sizes.isStoredAttachmentSize(size, slots)) throw new Malformed("size of an attachment");
  return parseStoredHead(raw, slots);
}
