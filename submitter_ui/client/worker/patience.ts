/** Trying again after a cut line: how often, and how long to wait between. */

import { Refusal } from "./refusals.ts";
import { Nonsense, Refused } from "./server_api.ts";
import { Unreachable } from "./wire.ts";

/** With the pauses between, a quarter of a minute: as long as a Tor circuit takes to be replaced. */
export const TRIES = 5;

const PASSING: readonly string[] = ["busy", "internal"];

const SENTENCE_OF: Readonly<Record<string, string>> = {
  ticket: "ticket-expired",
  "too-large": "server-too-large",
  period: "wrong-period",
  internal: "server-fault",
  busy: "server-busy",
  full: "server-full",
};

/** Whether a refusal may be gone when the same is asked again. */
export function mayPass(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Refused && PASSING.includes(error.code));
}

/** Wait 1, 2, 4, 8 seconds after the first, second, third and fourth failed try. */
export function pause(tries: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** (tries - 1)));
}

/** Return what `call` returns, trying again while it may help; only for calls that may be made twice. */
export async function insist<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (!mayPass(error) || tries === TRIES) {
        throw refusalOfAnswer(error);
      }
      await pause(tries);
    }
  }
}

/** Return the refusal that tells a reporter what went wrong between here and the server. */
export function refusalOfAnswer(error: unknown): unknown {
  if (error instanceof Unreachable) {
    return new Refusal("unreachable");
  }
  if (error instanceof Nonsense) {
    return new Refusal("nonsense");
  }
  return error instanceof Refused
    ? new Refusal(SENTENCE_OF[error.code] ?? "server-refused")
    : error;
}
