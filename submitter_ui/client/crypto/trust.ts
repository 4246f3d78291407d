/**
 * Every trust rule of a reader, in one place (docs/protocol.md section 7).
 *
 * Touches neither storage nor network, and the day is an argument. A reader knows a
 * 32-byte root and the day it was built, and remembers nothing else; all that the
 * server says is judged against those two and the reader's own clock.
 *
 *     const trusted = openToday(raw, { root, day, buildDay });
 *     membersOf(trusted, line, excluded);                  // throws TooFewMembers
 *     requireFresh(trusted, line);                         // throws Overdue: send only if they insist
 *     await sealText(part, envelopeFor(trusted, members)); // sealing.ts
 *     const bits = bitsOn(trusted.keyring.drop, day);      // keyring.ts; 0: the whole drop
 *     const batches = await liveBatches(trusted, rawDrop);
 *     const number = labelOf(bucketValue(tagKey(threadKey)), bits);           // buckets.ts, thread.ts
 *     const batches = await liveBatchesInBucket(trusted, rawLists, rawBucket, number);
 *     silentSlots(trusted);
 */

import { LIVE_DAYS, openBatch } from "./batch.ts";
import { bytesToHex, equalBytes } from "./bytes.ts";
import { type Entry, parseDrop } from "./drop.ts";
import { dropSlotsOf, parseBucket, parseLists } from "./drop_buckets.ts";
import * as errors from "./errors.ts";
import { type Head, hasBatch, isOverdue, openHead } from "./head.ts";
import { type Keyring, bitsOn, keyringHash, lineOf, openKeyring } from "./keyring.ts";
import { clientWindow, holds } from "./period.ts";
import { followRotations } from "./root_rotation.ts";
import { type Holding, openPeriodKey, openRevocation } from "./slot_statements.ts";
import type { Envelope } from "./slots.ts";
import type { BatchPlace } from "./thread.ts";
import { type Today, parseToday } from "./today.ts";

/** Nothing signed may be more than a day ahead of the reader: time zones, a clock slightly off. */
const CLOCK_SLACK_DAYS = 1;

/** A verified batch: its place and day, and its eight drop slots (fewer from a bucket). */
export interface LiveBatch {
  readonly place: BatchPlace;
  readonly day: number;
  readonly dropSlots: readonly Uint8Array[];
}

/** What a reader may believe on `day`: the keyring, each slot's recipient of the period, the newest heads. */
export interface Trusted {
  readonly day: number;
  readonly period: number;
  readonly keyring: Keyring;
  readonly recipients: ReadonlyMap<number, Uint8Array>;
  readonly heads: ReadonlyMap<number, Head>;
}

/** All that a reader knows: the 32-byte hash of its roots, the day, and the day on which it was built. */
export interface Knowledge {
  readonly root: Uint8Array;
  readonly day: number;
  readonly buildDay: number;
}

/** Return what a reader may believe of `today`, or throw what is wrong with it (sections 7.1 to 7.3). */
export function openToday(raw: Uint8Array, { root, day, buildDay }: Knowledge): Trusted {
  const today = parseToday(raw);
  if (day < buildDay) throw new errors.WrongClock("before the build");
  const keyring = openRotatedKeyring(today, root);
  checkKeyringDays(keyring, day);
  if (!holds(clientWindow(today.period), day)) throw new errors.WrongClock("another period");
  const revoked = new Set(today.revocations.map((frame) => nameOf(openRevocation(frame, keyring))));
  const recipients = openRecipients(today, keyring, revoked);
  return { day, period: today.period, keyring, recipients, heads: openHeads(today, keyring, revoked, day) };
}

/** Return the slots of a line that can be sealed to, in order, or throw `TooFewMembers` (section 4.4). */
export function membersOf(trusted: Trusted, line: string, excluded: readonly number[] = []): number[] {
  const live = liveSlots(trusted, line).filter((slot) => !excluded.includes(slot));
  if (live.length < lineOf(trusted.keyring, line).minimum) throw new errors.TooFewMembers("too few members");
  return live;
}

/** Throw `Overdue` unless a live slot of the line has a head that is not overdue (section 7.3). */
export function requireFresh(trusted: Trusted, line: string): void {
  if (!liveSlots(trusted, line).some((slot) => isHeard(trusted, slot))) {
    throw new errors.Overdue("no fresh head");
  }
}

/** Return for whom and for when a message to these slots is sealed (section 4.4). */
export function envelopeFor({ keyring, period, recipients }: Trusted, members: readonly number[]): Envelope {
  return { period, members, slotRecipients: keyring.slots.map((_, slot) => recipients.get(slot) ?? null) };
}

/** Return the manned slots whose head is missing or overdue: their answers may be missing. */
export function silentSlots(trusted: Trusted): number[] {
  return trusted.keyring.slots.flatMap((holder, slot) => (holder && !isHeard(trusted, slot) ? slot : []));
}

/**
 * Return every live batch that the newest heads name, or throw (section 7.4).
 *
 * `Incomplete` if one is missing, `Tampered` if one is not what was named. Entries of
 * slots that nobody vouches for are passed over.
 */
export async function liveBatches(trusted: Trusted, rawDrop: Uint8Array): Promise<LiveBatch[]> {
  return openEntries(trusted, parseDrop(rawDrop), ({ head, batch }) => openBatch(batch, head.batchHash));
}

/**
 * Return of every live batch the drop slots that belong in the bucket asked for (section 6.6).
 *
 * Throws as `liveBatches` does, and `Malformed` for another bucket than number `number`
 * of today's bits.
 */
export async function liveBatchesInBucket(
  trusted: Trusted,
  rawLists: Uint8Array,
  rawBucket: Uint8Array,
  number: number,
): Promise<LiveBatch[]> {
  const bucket = parseBucket(rawBucket);
  if (bucket.bits !== bitsOn(trusted.keyring.drop, trusted.day) || bucket.number !== number) {
    throw new errors.Malformed("another bucket");
  }
  return openEntries(trusted, parseLists(rawLists), (entry) => dropSlotsOf(entry, bucket));
}

/** Return the keyring of `today`, signed by the roots to which its rotations lead from `root` (section 5.5). */
export function openRotatedKeyring(today: Today, root: Uint8Array): Keyring {
  const followed = followRotations(today.rotations, root);
  const keyring = openKeyring(today.keyring, followed.root);
  if (followed.service !== null && followed.service !== keyring.service) {
    throw new errors.OtherService("rotation of another service");
  }
  if (keyring.serial < followed.serial) throw new errors.RolledBack("older than its rotation");
  return keyring;
}

/** Throw `NotYetValid` or `Expired` unless the keyring is valid on `day` (section 7.1). */
export function checkKeyringDays(keyring: Keyring, day: number): void {
  if (day < keyring.issued - CLOCK_SLACK_DAYS) throw new errors.NotYetValid("keyring not valid yet");
  if (day > keyring.expires) throw new errors.Expired("keyring expired");
}

function liveSlots({ keyring, recipients }: Trusted, line: string): number[] {
  return lineOf(keyring, line).slots.filter((slot) => recipients.has(slot));
}

function isHeard({ heads, day }: Trusted, slot: number): boolean {
  const head = heads.get(slot);
  return head !== undefined && !isOverdue(head, day);
}

function openRecipients(today: Today, keyring: Keyring, revoked: Set<string>): Map<number, Uint8Array> {
  const recipients = new Map<number, Uint8Array>();
  for (const frame of today.periodKeys) {
    const key = openPeriodKey(frame, keyring);
    if (key.period !== today.period) throw new errors.Malformed("another period");
    if (recipients.has(key.slot)) throw new errors.Tampered("two period keys");
    if (!revoked.has(nameOf(key))) recipients.set(key.slot, key.recipient);
  }
  return recipients;
}

function openHeads(today: Today, keyring: Keyring, revoked: Set<string>, day: number): Map<number, Head> {
  const served = keyringHash(today.keyring);
  const heads = new Map<number, Head>();
  for (const frame of today.heads) {
    const head = openHead(frame, keyring);
    if (revoked.has(nameOf(head))) continue;
    if (heads.has(head.slot)) throw new errors.Tampered("two heads");
    if (head.keyringSerial > keyring.serial) throw new errors.RolledBack("older keyring");
    if (head.keyringSerial === keyring.serial && !equalBytes(head.keyringHash, served)) {
      throw new errors.Tampered("another keyring");
    }
    if (head.day > day + CLOCK_SLACK_DAYS) throw new errors.WrongClock("head of a later day");
    heads.set(head.slot, head);
  }
  return heads;
}

async function openEntries(
  trusted: Trusted,
  served: readonly Entry[],
  open: (entry: Entry) => Promise<Uint8Array[]>,
): Promise<LiveBatch[]> {
  const entries = new Map(served.map((entry) => [entry.head.hash, entry]));
  const batches: LiveBatch[] = [];
  for (const entry of [...trusted.heads.values()].flatMap((head) => chainOf(trusted, head, entries))) {
    const { slot, generation, sequence, day } = entry.head;
    if (!hasBatch(entry.head)) continue;
    batches.push({ place: { slot, generation, number: sequence }, day, dropSlots: await open(entry) });
  }
  return batches;
}

/** Linked by hash from a signed head, every older head is as authentic as the newest. */
function chainOf({ day: today }: Trusted, newest: Head, entries: ReadonlyMap<string, Entry>): Entry[] {
  const oldestDay = today - LIVE_DAYS + 1 + CLOCK_SLACK_DAYS;
  const chain: Entry[] = [];
  let { hash, day, sequence } = newest;
  while (day >= oldestDay) {
    const entry = entries.get(hash);
    if (!entry) throw new errors.Incomplete("missing from the drop");
    const { head } = entry;
    if (nameOf(head) !== nameOf(newest) || head.sequence !== sequence) {
      throw new errors.Tampered("place in a chain");
    }
    chain.push(entry);
    [hash, day, sequence] = [bytesToHex(head.previous), head.previousDay, sequence - 1];
  }
  return chain;
}

function nameOf({ slot, generation }: Holding): string {
  return `${slot} ${generation}`;
}
