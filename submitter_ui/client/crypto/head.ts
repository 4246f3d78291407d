/**
 * Heads: what a workstation last said, so that staleness can be seen (docs/protocol.md section 6.1).
 *
 *     slot (1) || generation (4) || sequence (4) || day (4) || next due (4)
 *     || keyring serial (4) || keyring hash (32) || period keys hash (32)
 *     || batch hash (32; zeros without a batch) || previous head's hash (32; zeros for the first)
 *     || previous head's day (4; zero for the first)
 */

import { bytesToHex, equalBytes } from "./bytes.ts";
import { Malformed } from "./errors.ts";
import { Reader, parseFrame } from "./frame.ts";
import { sha256 } from "./hashing.ts";
import type { Keyring } from "./keyring.ts";
import * as labels from "./labels.ts";
import { type Holding, verifyHolder } from "./slot_statements.ts";

/** A weekend and a holiday: only then is a head overdue. */
const GRACE_DAYS = 3;
/** The longest absence that a head may announce, while two others of the line are live. */
const MAX_ABSENCE_DAYS = 28;
/** Stands for no batch, and for no previous head. */
const NOTHING = new Uint8Array(32);

/** One link of a slot's chain of heads; hashes are SHA-256 (`hash` in hexadecimal), days count from 1970-01-01. */
export interface Head extends Holding {
  readonly sequence: number;
  readonly day: number;
  readonly nextDue: number;
  readonly keyringSerial: number;
  readonly keyringHash: Uint8Array;
  readonly periodKeysHash: Uint8Array;
  readonly batchHash: Uint8Array;
  readonly previous: Uint8Array;
  readonly previousDay: number;
  /** The hash of the body, by which the next head names this one. */
  readonly hash: string;
}

/** Tell whether a batch was published with this head. */
export function hasBatch(head: Head): boolean {
  return !equalBytes(head.batchHash, NOTHING);
}

/** Tell whether the next head should have been here before `day`. */
export function isOverdue(head: Head, day: number): boolean {
  return day > head.nextDue + GRACE_DAYS;
}

/** Return the head of a body, or throw `Malformed`. */
export function parseHead(body: Uint8Array): Head {
  const reader = new Reader(body);
  const head = {
    slot: reader.integer(1),
    generation: reader.integer(4),
    sequence: reader.integer(4),
    day: reader.integer(4),
    nextDue: reader.integer(4),
    keyringSerial: reader.integer(4),
    keyringHash: reader.take(32),
    periodKeysHash: reader.take(32),
    batchHash: reader.take(32),
    previous: reader.take(32),
    previousDay: reader.integer(4),
    hash: bytesToHex(sha256(body)),
  };
  reader.end();
  if (head.nextDue <= head.day || head.nextDue > head.day + MAX_ABSENCE_DAYS) {
    throw new Malformed("absence too long");
  }
  const isFirst = head.sequence === 0;
  if (
    isFirst !== equalBytes(head.previous, NOTHING) ||
    isFirst !== (head.previousDay === 0) ||
    head.previousDay > head.day
  ) {
    throw new Malformed("place in a chain");
  }
  return head;
}

/** Return the head in `raw` if the slot's holder in `keyring` signed it. */
export function openHead(raw: Uint8Array, keyring: Keyring): Head {
  const frame = parseFrame(raw, labels.HEAD);
  const head = parseHead(frame.body);
  verifyHolder(frame, keyring, head);
  return head;
}
