/** Fetching `today` and judging it by the root, the build day and the device's own day (docs/protocol.md section 7). */

import type { Opened } from "../contract.ts";
import { ProtocolError, TooFewMembers } from "../crypto/errors.ts";
import { hexToBytes } from "../crypto/bytes.ts";
import { membersOf, openToday, requireFresh, type Trusted } from "../crypto/trust.ts";
import { insist } from "./patience.ts";
import { Refusal } from "./refusals.ts";
import { fetchToday } from "./server_api.ts";

/** Compiled in by the site's build: the 32-byte root in hexadecimal, and the day of the build. */
declare const SLUIS_ROOT: string;
declare const SLUIS_BUILD_DAY: number;

const DAY_MS = 86_400_000;

/** Return the UTC day by the device's clock. */
export function dayOfDevice(): number {
  return Math.floor(Date.now() / DAY_MS);
}

/** Return what may be believed of the server's `today`, or throw a refusal or what `openToday` throws. */
export async function fetchTrusted(told: (returningSize: number) => void): Promise<Trusted> {
  const reader = { root: hexToBytes(SLUIS_ROOT), day: dayOfDevice(), buildDay: SLUIS_BUILD_DAY };
  if (reader.day < reader.buildDay) {
    // Nothing else can be the cause: this page was made on a later day.
    throw new Refusal("wrong-clock");
  }
  return openToday(await insist(() => fetchToday(told)), reader);
}

/** Return which lines there are, and what is wrong with some of them today. */
export function describe(trusted: Trusted, returningSize: number): Opened {
  const lines = Object.keys(trusted.keyring.lines);
  return {
    day: trusted.day,
    returningSize,
    lines,
    tooFew: lines.filter((line) => isRefused(() => membersOf(trusted, line))),
    overdue: lines.filter((line) => isRefused(() => requireFresh(trusted, line))),
  };
}

/** Return the slots to seal to, or throw `TooFewMembers` or `Overdue`. */
export function chooseMembers(
  trusted: Trusted,
  line: string,
  excluded: readonly number[],
  sendAnyway: boolean,
): readonly number[] {
  if (!(line in trusted.keyring.lines)) {
    throw new TooFewMembers("nobody serves this line");
  }
  const members = membersOf(trusted, line, excluded);
  if (!sendAnyway) {
    requireFresh(trusted, line);
  }
  return members;
}

function isRefused(judge: () => unknown): boolean {
  try {
    judge();
    return false;
  } catch (error) {
    if (error instanceof ProtocolError) {
      return true;
    }
    throw error;
  }
}
