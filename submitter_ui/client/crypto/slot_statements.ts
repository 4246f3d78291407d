/**
 * What stands about a slot beside the keyring: its period keys, and its revocation (docs/protocol.md section 5.2).
 *
 *     period key   slot (1) || generation (4) || period (4) || recipient (1216), signed by the slot
 *     revocation   service id (16) || slot (1) || generation (4), signed by the root holders
 */

import { bytesToHex, hexToBytes } from "./bytes.ts";
import { Malformed, OtherService, UnknownSigner } from "./errors.ts";
import { type Frame, Reader, parseFrame } from "./frame.ts";
import { type Keyring, SERVICE_ID_SIZE } from "./keyring.ts";
import * as labels from "./labels.ts";
import { refuseMac, verify, verifyThreshold } from "./signing.ts";
import { RECIPIENT_SIZE } from "./sizes.ts";

/** A slot in one of its generations. */
export interface Holding {
  readonly slot: number;
  readonly generation: number;
}

/** The recipient of 1,216 bytes that (slot, generation) opens with during one period. */
export interface PeriodKey extends Holding {
  readonly period: number;
  readonly recipient: Uint8Array;
}

/** Return the period key in `raw` if the slot's holder in `keyring` signed it. */
export function openPeriodKey(raw: Uint8Array, keyring: Keyring): PeriodKey {
  const frame = parseFrame(raw, labels.PERIOD_KEY);
  const reader = new Reader(frame.body);
  const periodKey = {
    slot: reader.integer(1),
    generation: reader.integer(4),
    period: reader.integer(4),
    recipient: reader.take(RECIPIENT_SIZE),
  };
  reader.end();
  verifyHolder(frame, keyring, periodKey);
  return periodKey;
}

/** Return the revoked (slot, generation) in `raw` if enough root holders of `keyring` signed it. */
export function openRevocation(raw: Uint8Array, keyring: Keyring): Holding {
  const frame = parseFrame(raw, labels.REVOCATION);
  const reader = new Reader(frame.body);
  const service = bytesToHex(reader.take(SERVICE_ID_SIZE));
  const revocation = { slot: reader.integer(1), generation: reader.integer(4) };
  reader.end();
  if (service !== keyring.service) throw new OtherService("revocation of another service");
  verifyThreshold(frame, keyring.roots.keys, keyring.roots.threshold);
  return revocation;
}

/** Throw `UnknownSigner` or `Tampered` unless the holder of (slot, generation), alone, signed the frame. */
export function verifyHolder(frame: Frame, keyring: Keyring, { slot, generation }: Holding): void {
  const holder = keyring.slots[slot];
  if (holder?.generation !== generation) throw new UnknownSigner("holder of a slot");
  refuseMac(frame);
  if (frame.signatures.length !== 1) throw new Malformed("number of signatures");
  verify(frame, slot, hexToBytes(holder.verify_key));
}
