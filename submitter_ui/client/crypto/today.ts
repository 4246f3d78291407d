/**
 * `today`: the one file a client needs before it sends (docs/protocol.md section 6.3).
 *
 *     version (1) || period (4) || count (1) || rotations || keyring
 *     || count (1) || revocations || count (1) || period keys || count (1) || heads
 *
 * Parsed here, trusted nowhere: `trust` says what of it holds.
 */

import { Malformed } from "./errors.ts";
import { Reader } from "./frame.ts";
import * as labels from "./labels.ts";
import { takePrefix } from "./stored.ts";

/** Sixteen slots with everything in it are 100 kB. */
export const MAX_TODAY = 1 << 18;

/** The encoded frames of `today`, not verified. */
export interface Today {
  readonly period: number;
  readonly rotations: readonly Uint8Array[];
  readonly keyring: Uint8Array;
  readonly revocations: readonly Uint8Array[];
  readonly periodKeys: readonly Uint8Array[];
  readonly heads: readonly Uint8Array[];
}

/** Return the frames of `today`, or throw `Malformed`. */
export function parseToday(raw: Uint8Array): Today {
  if (raw.length > MAX_TODAY) throw new Malformed("too long");
  const reader = new Reader(raw);
  const takeFrames = (type: string) => reader.list(reader.integer(1), () => reader.rawFrame(type));
  const today = {
    period: takePrefix(reader),
    rotations: takeFrames(labels.ROTATION),
    keyring: reader.rawFrame(labels.KEYRING),
    revocations: takeFrames(labels.REVOCATION),
    periodKeys: takeFrames(labels.PERIOD_KEY),
    heads: takeFrames(labels.HEAD),
  };
  reader.end();
  return today;
}
