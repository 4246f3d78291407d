/**
 * Coming back with a codename: the whole drop is fetched and searched on the device
 * (docs/protocol.md section 6.5). The server sees the same requests whoever comes
 * back, whether there is an answer or not, and whether the codename exists at all.
 */

import type { Found } from "../contract.ts";
import { bucketValue, labelOf } from "../crypto/buckets.ts";
import { type Codename, parseCodename, WrongCodename } from "../crypto/codename/codename.ts";
import { derive, type ThreadSecrets } from "../crypto/codename/derivation.ts";
import { bitsOn, serviceId } from "../crypto/keyring.ts";
import { findReplies, type FoundReply } from "../crypto/opening/drop.ts";
import { tagKey } from "../crypto/thread.ts";
import {
  type LiveBatch,
  liveBatches,
  liveBatchesInBucket,
  silentSlots,
  type Trusted,
} from "../crypto/trust.ts";
import { withoutNumbers } from "../typed.ts";
import type { Job } from "./job.ts";
import { insist } from "./patience.ts";
import { Refusal } from "./refusals.ts";
import { fetchBucket, fetchDrop, fetchLists } from "./server_api.ts";

const MOST_OF_EIGHT = 5;

/** What a codename finds: its secrets, the answers in order, and what could not be read. */
export interface Thread {
  readonly secrets: ThreadSecrets;
  readonly answers: readonly FoundReply[];
  readonly damaged: number;
  /** The live batches that were searched; another codename of this visit is looked for in the same. */
  readonly batches: readonly LiveBatch[];
}

/** Return the codename that was typed, or throw the refusal that says what is wrong with it. */
export function readCodename(typed: string): Codename {
  if (typed.trim() === "") {
    throw new Refusal("codename-missing");
  }
  try {
    return parseCodename(withoutNumbers(typed));
  } catch (error) {
    throw error instanceof WrongCodename ? refusalOf(error) : error;
  }
}

/** Return the thread of a codename, or throw what is wrong with the drop. */
export async function look(codename: Codename, trusted: Trusted, job: Job): Promise<Thread> {
  const told = (done: number, total: number): void => job.reach("searching", done, total);
  const bits = bitsOn(trusted.keyring.drop, trusted.day);
  // What all fetch is asked for first: the line and the device work side by side.
  const [fetched, secrets] = await Promise.all([
    insist(() => (bits === 0 ? fetchDrop(told) : fetchLists(told))),
    deriveFor(codename, trusted, deriving(job)),
  ]);
  if (bits === 0) {
    return search(secrets, await liveBatches(trusted, fetched), trusted);
  }
  const number = labelOf(bucketValue(tagKey(secrets.threadKey)), bits);
  const bucket = await insist(() => fetchBucket(bits, number, told));
  return search(secrets, await liveBatchesInBucket(trusted, fetched, bucket, number), trusted);
}

/** Return the thread of another codename in batches that were fetched before. */
export async function lookAgain(
  codename: Codename,
  batches: readonly LiveBatch[],
  trusted: Trusted,
  job: Job,
): Promise<Thread> {
  return search(await deriveFor(codename, trusted, deriving(job)), batches, trusted);
}

/** Return the secrets of a codename at this service; `told` gets 0 to 1. */
export function deriveFor(
  codename: Codename,
  trusted: Trusted,
  told: (done: number) => void,
): Promise<ThreadSecrets> {
  return derive(codename, serviceId(trusted.keyring), told);
}

/** Return what of a thread the page shows. */
export function show(thread: Thread, trusted: Trusted): Found {
  return {
    day: trusted.day,
    answers: thread.answers.map(({ day, reply }) => ({
      day,
      line: reply.line,
      text: reply.text,
      received: reply.received.length,
      proposal: reply.kind === "proposal" ? reply : undefined,
    })),
    damaged: thread.damaged,
    silent: silentSlots(trusted).length,
  };
}

function deriving(job: Job): (done: number) => void {
  return (done) => job.reach("deriving", done, 1);
}

async function search(
  secrets: ThreadSecrets,
  batches: readonly LiveBatch[],
  trusted: Trusted,
): Promise<Thread> {
  const { found, damaged } = await findReplies(batches, {
    ...secrets,
    keyring: trusted.keyring,
  });
  const answers = [...found].sort(
    (one, other) => one.day - other.day || one.slot - other.slot || one.batch - other.batch,
  );
  return { secrets, answers, damaged, batches };
}

function refusalOf({ slip, count, doubtful }: WrongCodename): Refusal {
  // Slips do not make most words unknown: these are of a language that this page does not know.
  if (doubtful.length > MOST_OF_EIGHT) {
    return new Refusal("codename-language");
  }
  if (slip === "number") {
    const sentence = count === 0 ? "codename-long" : "codename-count";
    return new Refusal(sentence, { count: String(count) }, doubtful);
  }
  const places = doubtful.map((doubt) => doubt.place).join(", ");
  return slip === "check"
    ? new Refusal("codename-check")
    : new Refusal("codename-doubtful", { places }, doubtful);
}
