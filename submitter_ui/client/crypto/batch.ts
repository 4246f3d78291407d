/**
 * Batches: at most one a day from each workstation, always of eight drop slots (docs/protocol.md section 6.2).
 *
 *     list         bucket bits (1) || 8 * (label (2; absent for 0 bits) || SHA-256 of a drop slot)
 *     drop slot    tag (16) || sealed file with one stanza; 4,096 bytes in all
 *
 * The list is authentic because the head names its hash.
 */

import { MAX_BITS } from "./buckets.ts";
import { concatBytes, decodeInteger, equalBytes } from "./bytes.ts";
import { Malformed, Tampered } from "./errors.ts";
import { Reader } from "./frame.ts";
import { hashInBackground, sha256 } from "./hashing.ts";
import { DROP_SLOT_SIZE } from "./sizes.ts";

export const BATCH_SLOTS = 8;
/** Six weeks to come back. */
export const LIVE_DAYS = 42;
export const LABEL_SIZE = 2;
const HASH_SIZE = 32;

/** A line of a list: the label of a drop slot (0 without buckets) and its hash. */
export interface Listed {
  readonly label: number;
  readonly hash: Uint8Array;
}

/** What the head of a batch names: bits of a bucket, and the eight drop slots. */
export interface BatchList {
  readonly bits: number;
  readonly lines: readonly Listed[];
}

/** Return the size in bytes of a list (257 without buckets, 273 with). */
function listSize(bits: number): number {
  return 1 + BATCH_SLOTS * ((bits ? LABEL_SIZE : 0) + HASH_SIZE);
}

/** Return the list that fills `raw`, or throw `Malformed`. */
export function parseList(raw: Uint8Array): BatchList {
  const reader = new Reader(raw);
  const bits = reader.integer(1);
  if (bits > MAX_BITS) throw new Malformed("bits of a bucket");
  const lines = reader.list(BATCH_SLOTS, () => ({
    label: bits ? reader.integer(LABEL_SIZE) : 0,
    hash: reader.take(HASH_SIZE),
  }));
  reader.end();
  if (lines.some(({ label }) => label >> bits)) throw new Malformed("bits of a label");
  return { bits, lines };
}

/** Return the bytes of the list that stands next in `reader`, whatever its bits. */
export function takeList(reader: Reader): Uint8Array {
  const bits = reader.take(1);
  return concatBytes(bits, reader.take(listSize(decodeInteger(bits)) - 1));
}

/** Return the list that a head names by its hash, or throw `Malformed` or `Tampered`. */
export function openList(raw: Uint8Array, expectedHash: Uint8Array): BatchList {
  const parsed = parseList(raw);
  if (!equalBytes(sha256(raw), expectedHash)) throw new Tampered("another batch");
  return parsed;
}

/** Return the eight drop slots of the batch that a head names, or throw `Malformed` or `Tampered`. */
export async function openBatch(batch: Uint8Array, expectedHash: Uint8Array): Promise<Uint8Array[]> {
  const reader = new Reader(batch);
  const { lines } = openList(takeList(reader), expectedHash);
  const dropSlots = reader.list(BATCH_SLOTS, () => reader.take(DROP_SLOT_SIZE));
  reader.end();
  return Promise.all(lines.map(({ hash }, index) => verifyDropSlot(dropSlots[index], hash)));
}

/** Return a drop slot if it has the hash that its list names, or throw `Tampered`. */
export async function verifyDropSlot(dropSlot: Uint8Array | undefined, expected: Uint8Array): Promise<Uint8Array> {
  if (!dropSlot || !equalBytes(await hashInBackground(dropSlot), expected)) {
    throw new Tampered("another drop slot");
  }
  return dropSlot;
}
