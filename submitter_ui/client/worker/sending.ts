/**
 * Sealing a message and submitting it: all or nothing, and the same thing however often it is sent.
 *
 * A ticket's id is the submission's id, so the same body may be sent again after a cut
 * line and is stored once (docs/protocol.md section 8.1).
 */

import { encodeSubmission } from "../crypto/submission.ts";
import type { Job } from "./job.ts";
import { mayPass, pause, refusalOfAnswer, TRIES } from "./patience.ts";
import { PerhapsStored } from "./refusals.ts";
import { Nonsense, Refused, submit } from "./server_api.ts";
import { Unreachable } from "./wire.ts";

/** A sealed message under its ticket, ready to be submitted, once or again. */
export interface Parcel {
  readonly ticket: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** It was submitted before, and nobody knows whether it arrived. */
  readonly inDoubt: boolean;
}

/** Return the parcel of sealed text parts and of uploads that belong to them. */
export function pack(
  ticket: string,
  texts: readonly Uint8Array[],
  uploads: readonly Uint8Array[],
): Parcel {
  return { ticket, body: new Uint8Array(encodeSubmission({ texts, uploads })), inDoubt: false };
}

/** Submit until the server says it is stored; throw a refusal if it is not, `PerhapsStored` if nobody knows. */
export async function deliver({ ticket, body, ...before }: Parcel, job: Job): Promise<void> {
  let { inDoubt } = before;
  job.reach("storing");
  for (let tries = 1; ; tries++) {
    job.tell("storing", tries - 1, TRIES);
    try {
      await submit(ticket, body);
      return;
    } catch (error) {
      inDoubt ||= isDoubtful(error);
      if (tries === TRIES || !(mayPass(error) || error instanceof Nonsense)) {
        throw inDoubt ? new PerhapsStored() : refusalOfAnswer(error);
      }
    }
    await pause(tries);
  }
}

/** Whether the server may have stored it all the same. */
function isDoubtful(error: unknown): boolean {
  return (
    error instanceof Unreachable ||
    error instanceof Nonsense ||
    (error instanceof Refused && error.code === "internal")
  );
}
