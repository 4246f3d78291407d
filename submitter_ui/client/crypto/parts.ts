/**
 * Cutting a message into parts of one size and joining them (docs/protocol.md section 4.6).
 *
 *     message id (16) || index (1) || total (1) || piece
 *
 * A message is one to four parts, all or none; the number is visible to whoever holds
 * the parts.
 */

import { bytesToHex, concatBytes } from "./bytes.ts";
import { Malformed } from "./errors.ts";
import { Reader } from "./frame.ts";
import { LENGTH_SIZE, TEXT_SIZE } from "./sizes.ts";

const MESSAGE_ID_SIZE = 16;
const PART_HEADER_SIZE = MESSAGE_ID_SIZE + 2;
/** Four text parts hold 65,432 bytes, some twenty pages; four drop slots a long answer. */
const MAX_PARTS = 4;
/** Bytes of a text part for one part of a message, part header included. */
export const TEXT_ROOM = TEXT_SIZE - LENGTH_SIZE;
/** Bytes of a whole message in text parts. */
export const MESSAGE_ROOM = MAX_PARTS * (TEXT_ROOM - PART_HEADER_SIZE);

/** A piece of a message: the id of the whole in hexadecimal, which piece of how many, and its bytes. */
export interface Part {
  readonly messageId: string;
  readonly index: number;
  readonly total: number;
  readonly piece: Uint8Array;
}

/** Return the encoded parts of a message, each at most `room` bytes, or throw `RangeError` if over four. */
export function split(message: Uint8Array, messageId: Uint8Array, room: number): Uint8Array[] {
  const step = room - PART_HEADER_SIZE;
  const total = Math.max(1, Math.ceil(message.length / step));
  if (total > MAX_PARTS) throw new RangeError("too long");
  return Array.from({ length: total }, (_, index) =>
    concatBytes(messageId, Uint8Array.of(index, total), message.subarray(index * step, (index + 1) * step)),
  );
}

/** Return the part that fills `raw`, or throw `Malformed`. */
export function parsePart(raw: Uint8Array): Part {
  const reader = new Reader(raw);
  const messageId = bytesToHex(reader.take(MESSAGE_ID_SIZE));
  const [index, total] = [reader.integer(1), reader.integer(1)];
  if (total < 1 || total > MAX_PARTS || index >= total) throw new Malformed("number of a part");
  return { messageId, index, total, piece: reader.rest() };
}

/** Return all the parts of one message, in any order, as that message, or throw `Malformed`. */
export function join(parts: readonly Part[]): { readonly messageId: string; readonly message: Uint8Array } {
  const ordered = [...parts].sort((a, b) => a.index - b.index);
  const [first] = ordered;
  if (!first) throw new Malformed("no parts");
  const { messageId, total } = first;
  if (
    ordered.length !== total ||
    ordered.some((part, at) => part.index !== at || part.messageId !== messageId || part.total !== total)
  ) {
    throw new Malformed("not one whole message");
  }
  return { messageId, message: concatBytes(...ordered.map(({ piece }) => piece)) };
}
