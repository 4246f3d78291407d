/**
 * The drop split in buckets: common lists, and one file for each bucket (docs/protocol.md section 6.6).
 *
 *     lists     version (1) || period (4) || count (2) || count * (head || list, if the head names one)
 *     bucket    version (1) || period (4) || bits (1) || bucket (2) || count (4)
 *               || count * (slot (1) || generation (4) || sequence (4) || index (1) || drop slot)
 *
 * The lists are the same for everybody, so a drop slot that a bucket leaves out is missed.
 */

import { LABEL_SIZE, openList, takeList, verifyDropSlot } from "./batch.ts";
import { MAX_BITS, belongs } from "./buckets.ts";
import { type Entry, MAX_DROP, checkOrder, parseEntries } from "./drop.ts";
import { Incomplete, Malformed } from "./errors.ts";
import { Reader } from "./frame.ts";
import { DROP_SLOT_SIZE } from "./sizes.ts";
import { takePrefix } from "./stored.ts";

/** A bucket file: its bits and number, and its drop slots by place; not verified. */
export interface Bucket {
  readonly bits: number;
  readonly number: number;
  readonly dropSlots: ReadonlyMap<string, Uint8Array>;
}

/** Return the entries of the common lists, each with its list for a batch, or throw `Malformed`. */
export function parseLists(raw: Uint8Array): Entry[] {
  return parseEntries(raw, takeList);
}

/** Return a bucket file, or throw `Malformed`. */
export function parseBucket(raw: Uint8Array): Bucket {
  if (raw.length > MAX_DROP) throw new Malformed("too long");
  const reader = new Reader(raw);
  takePrefix(reader);
  const [bits, number] = [reader.integer(1), reader.integer(LABEL_SIZE)];
  if (bits > MAX_BITS || number >> bits) throw new Malformed("number of a bucket");
  const found = reader.list(reader.integer(4), () => ({
    place: [reader.integer(1), reader.integer(4), reader.integer(4), reader.integer(1)],
    dropSlot: reader.take(DROP_SLOT_SIZE),
  }));
  reader.end();
  checkOrder(found.map(({ place }) => place));
  return { bits, number, dropSlots: new Map(found.map(({ place, dropSlot }) => [place.join(), dropSlot])) };
}

/**
 * Return the drop slots of one batch that belong in a bucket, each verified.
 *
 * `entry.batch` is the list. Throws `Incomplete` if one is missing, `Tampered` if the
 * list or a drop slot is not what was named.
 */
export async function dropSlotsOf({ head, batch }: Entry, bucket: Bucket): Promise<Uint8Array[]> {
  const { bits, lines } = openList(batch, head.batchHash);
  const dropSlots: Uint8Array[] = [];
  for (const [index, { label, hash }] of lines.entries()) {
    if (!belongs(label, bits, bucket.number, bucket.bits)) continue;
    const place = [head.slot, head.generation, head.sequence, index];
    const dropSlot = bucket.dropSlots.get(place.join());
    if (!dropSlot) throw new Incomplete("missing from the drop");
    dropSlots.push(await verifyDropSlot(dropSlot, hash));
  }
  return dropSlots;
}
