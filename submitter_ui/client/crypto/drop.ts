/**
 * The drop: every live batch behind its head, one file for all (docs/protocol.md section 6.4).
 *
 *     version (1) || period (4) || count (2) || count * (head || batch, if the head names one)
 *
 * Entries stand in the order of (slot, generation, sequence).
 */

import { BATCH_SLOTS, takeList } from "./batch.ts";
import { concatBytes } from "./bytes.ts";
import { Malformed } from "./errors.ts";
import { Reader } from "./frame.ts";
import { type Head, hasBatch, parseHead } from "./head.ts";
import * as labels from "./labels.ts";
import { DROP_SLOT_SIZE } from "./sizes.ts";
import { takePrefix } from "./stored.ts";

/** Sixteen slots with a batch a day are 22 MiB; beyond that the drop goes in buckets. */
export const MAX_DROP = 64 * 1024 * 1024;

/** What a head says, and its batch (empty where the head names none); not verified. */
export interface Entry {
  readonly head: Head;
  readonly batch: Uint8Array;
}

/** Return the entries of the drop, or throw `Malformed`. */
export function parseDrop(raw: Uint8Array): Entry[] {
  return parseEntries(raw, (reader) =>
    concatBytes(takeList(reader), reader.take(BATCH_SLOTS * DROP_SLOT_SIZE)),
  );
}

/** Return the entries in `raw`, of whose batches `takeBatch` takes what stands there, or throw `Malformed`. */
export function parseEntries(raw: Uint8Array, takeBatch: (reader: Reader) => Uint8Array): Entry[] {
  if (raw.length > MAX_DROP) throw new Malformed("too long");
  const reader = new Reader(raw);
  takePrefix(reader);
  const entries = reader.list(reader.integer(2), () => {
    const head = parseHead(reader.frame(labels.HEAD).body);
    return { head, batch: hasBatch(head) ? takeBatch(reader) : new Uint8Array() };
  });
  reader.end();
  checkOrder(entries.map(({ head }) => [head.slot, head.generation, head.sequence]));
  return entries;
}

/** Throw `Malformed` unless places rise, so that each stands there once. */
export function checkOrder(places: readonly (readonly number[])[]): void {
  places.forEach((place, at) => {
    const before = places[at - 1] ?? [];
    const differs = place.findIndex((number, field) => number !== before[field]);
    if (differs < 0 || (place[differs] ?? 0) < (before[differs] ?? 0)) {
      throw new Malformed("order of the drop");
    }
  });
}
