/**
 * The keyring: who the service is, signed by its root holders (docs/protocol.md section 5.1).
 *
 * This module knows the format and the signatures. Whether a keyring is fresh is
 * decided in `trust`.
 */

import { MAX_BITS } from "./buckets.ts";
import { equalBytes, hexToBytes } from "./bytes.ts";
import { encode } from "./canonical.ts";
import { Malformed, OtherService } from "./errors.ts";
import { parseFrame } from "./frame.ts";
import { sha256 } from "./hashing.ts";
import * as labels from "./labels.ts";
import { type Guard, hex, integer, isRising, list, nullable, object, oneOf, parseSchema, pattern, record } from "./schema.ts";
import { verifyThreshold } from "./signing.ts";

export const MAX_KEYRING = 1 << 16;
/** Half a year: two ceremonies a year, each with time to be late. */
const VALID_DAYS = 180;
/** The salt of Argon2id. */
export const SERVICE_ID_SIZE = 16;
/** The six lines of the service, in alphabetical order, or one of a service's own. */
export const isLine = pattern(/^(afpersing|bedreiging|contact|integriteit|klacht|signaal|x_[a-z0-9_]{1,38})$/);
/** Characters of the longest name that a line can have. */
export const LONGEST_LINE = 40;

export const isDay = integer(0, 2 ** 32 - 1);
export const isSlotNumber = integer(0, 15);

/** The root holders' verify keys and how many of them must sign. */
export interface Roots {
  readonly keys: readonly string[];
  readonly threshold: number;
}

/** A manned slot: which generation of it, and its holder's verify key. */
export interface Slot {
  readonly generation: number;
  readonly verify_key: string;
}

/** The slots that serve a line, and how many of them must be live before anything is sent. */
export interface Line {
  readonly minimum: number;
  readonly slots: readonly number[];
}

/** Numbers of the drop: slots in a batch, days a batch lives, bits of a bucket, before and since a named day. */
export interface Drop {
  readonly batch_slots: number;
  readonly bucket_bits: number;
  readonly bucket_bits_before: number;
  readonly bucket_bits_since: number;
  readonly live_days: number;
}

/** The body of a keyring, in the names of its JSON. */
export interface Keyring {
  readonly drop: Drop;
  readonly expires: number;
  readonly issued: number;
  readonly kind: "keyring";
  readonly lines: Readonly<Record<string, Line>>;
  readonly recipients: string;
  readonly roots: Roots;
  readonly serial: number;
  readonly service: string;
  readonly slots: readonly (Slot | null)[];
}

const isNumber = integer(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
export const isRoots: Guard<Roots> = object({ keys: list(hex(32)), threshold: isNumber });
const isKeyring: Guard<Keyring> = object({
  drop: object({
    batch_slots: isNumber,
    bucket_bits: isNumber,
    bucket_bits_before: isNumber,
    bucket_bits_since: isDay,
    live_days: isNumber,
  }),
  expires: isDay,
  issued: isDay,
  kind: oneOf("keyring"),
  lines: record(isLine, object({ minimum: isSlotNumber, slots: list(isSlotNumber) })),
  recipients: hex(32),
  roots: isRoots,
  serial: isDay,
  service: hex(16),
  slots: list(nullable(object({ generation: isDay, verify_key: hex(32) }))),
});

/** Return the 16-byte service id of a keyring: the salt under which a codename derives. */
export function serviceId(keyring: Keyring): Uint8Array {
  return hexToBytes(keyring.service);
}

/** Return a line of a keyring; `RangeError` if there is no such line. */
export function lineOf(keyring: Keyring, line: string): Line {
  const found = new Map(Object.entries(keyring.lines)).get(line);
  if (!found) throw new RangeError("no such line");
  return found;
}

/** Return how many bits name a bucket on `day`; 0 is one file for everybody. */
export function bitsOn(drop: Drop, day: number): number {
  return day >= drop.bucket_bits_since ? drop.bucket_bits : drop.bucket_bits_before;
}

/** Return the keyring of a canonical body, or throw `Malformed`. */
export function parseKeyring(body: Uint8Array): Keyring {
  const keyring = parseSchema(body, isKeyring, MAX_KEYRING);
  checkNumbers(keyring);
  return keyring;
}

/**
 * Return the keyring in `raw` if enough of the roots behind the 32-byte `root` signed it.
 *
 * Throws `Malformed`, `OtherService` if its roots are not the ones this reader was
 * made for, `UnknownSigner` or `Tampered`.
 */
export function openKeyring(raw: Uint8Array, root: Uint8Array): Keyring {
  const frame = parseFrame(raw, labels.KEYRING);
  const keyring = parseKeyring(frame.body);
  if (!equalBytes(rootOf(keyring.roots), root)) throw new OtherService("other roots");
  verifyThreshold(frame, keyring.roots.keys, keyring.roots.threshold);
  return keyring;
}

/** Return the 32-byte hash of the roots: what a client has compiled in. */
export function rootOf(roots: Roots): Uint8Array {
  return sha256(encode(roots));
}

/** Return the hash by which heads name a keyring: of its body, so that signers may differ. */
export function keyringHash(raw: Uint8Array): Uint8Array {
  return sha256(parseFrame(raw, labels.KEYRING).body);
}

/** Throw `Malformed` unless the root holders and their threshold add up. */
export function checkRoots({ keys, threshold }: Roots): void {
  if (threshold < 1 || threshold > keys.length || keys.length > 15 || new Set(keys).size !== keys.length) {
    throw new Malformed("roots");
  }
}

function checkNumbers({ drop, expires, issued, lines, roots, slots }: Keyring): void {
  checkRoots(roots);
  if (expires <= issued || expires > issued + VALID_DAYS) throw new Malformed("days of a keyring");
  if (slots.length < 1 || slots.length > 16) throw new Malformed("number of slots");
  const keys = [...roots.keys, ...slots.flatMap((slot) => slot?.verify_key ?? [])];
  if (new Set(keys).size !== keys.length) throw new Malformed("key twice");
  for (const line of Object.values(lines)) {
    if (!isRising(line.slots) || !line.slots.every((slot) => slots[slot])) {
      throw new Malformed("slots of a line");
    }
    if (line.minimum < 1 || line.minimum > line.slots.length) throw new Malformed("minimum of a line");
  }
  if (drop.batch_slots !== 8 || drop.live_days !== 42) throw new Malformed("size of the drop");
  if ([drop.bucket_bits, drop.bucket_bits_before].some((bits) => bits < 0 || bits > MAX_BITS)) {
    throw new Malformed("bits of a bucket");
  }
}
