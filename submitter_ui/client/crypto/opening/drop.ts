/**
 * Searching the drop on the device: replies by their tags (docs/protocol.md section 6.5).
 *
 *     const { identity, threadKey } = await derive(codename, serviceId(trusted.keyring), onProgress);
 *     const { found, damaged } = await findReplies(batches, { identity, threadKey, keyring: trusted.keyring });
 *
 * `batches` come from `liveBatches` or `liveBatchesInBucket` of `trust`. An unknown
 * codename finds nothing and raises nothing.
 */

import { concatBytes, equalBytes, hexToBytes } from "../bytes.ts";
import { Malformed, ProtocolError, UnknownSigner } from "../errors.ts";
import { parseFrame } from "../frame.ts";
import type { Keyring } from "../keyring.ts";
import * as labels from "../labels.ts";
import { type Proposal, type Reply, parseReply } from "../messages.ts";
import { unpad } from "../padding.ts";
import { type Part, join, parsePart } from "../parts.ts";
import { verify, verifyMac } from "../signing.ts";
import { DROP_TAG_SIZE } from "../sizes.ts";
import { type BatchPlace, MAX_REPLY_SLOTS, tag, tagKey } from "../thread.ts";
import type { LiveBatch } from "../trust.ts";
import type { Identity } from "./identity.ts";
import { openSingle } from "./sealed_file.ts";

/** Whose replies are looked for, and who may have signed them. */
export interface Search {
  readonly identity: Identity;
  readonly threadKey: Uint8Array;
  readonly keyring: Keyring;
}

/** A verified reply or proposal, and the slot, the batch and the day that it came from. */
export interface FoundReply {
  readonly slot: number;
  readonly batch: number;
  readonly day: number;
  readonly reply: Reply | Proposal;
}

/** What a search found: verified replies, and how many messages for this thread did not verify. */
export interface Replies {
  readonly found: readonly FoundReply[];
  readonly damaged: number;
}

/** Search live batches for the replies to one thread; a damaged one is counted, never dropped in silence. */
export async function findReplies(batches: Iterable<LiveBatch>, search: Search): Promise<Replies> {
  const key = tagKey(search.threadKey);
  const found: FoundReply[] = [];
  let damaged = 0;
  const attempt = async (step: () => void | Promise<void>) => {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      damaged++;
    }
  };
  for (const batch of batches) {
    const messages = new Map<string, Part[]>();
    for (const dropSlot of taggedSlots(batch, key)) {
      await attempt(async () => {
        const part = await openPart(dropSlot, batch.place, search);
        messages.set(part.messageId, [...(messages.get(part.messageId) ?? []), part]);
      });
    }
    for (const parts of messages.values()) {
      await attempt(() => {
        const { slot, number } = batch.place;
        found.push({ slot, batch: number, day: batch.day, reply: joinReply(parts, search.keyring) });
      });
    }
  }
  return { found, damaged };
}

function taggedSlots({ place, dropSlots }: LiveBatch, key: Uint8Array): Uint8Array[] {
  const tags = Array.from({ length: MAX_REPLY_SLOTS }, (_, index) => tag(key, place, index));
  // A batch is shuffled; by their tags the replies come in the order in which they were written.
  return tags.flatMap((wanted) =>
    dropSlots.filter((dropSlot) => equalBytes(dropSlot.subarray(0, DROP_TAG_SIZE), wanted)),
  );
}

async function openPart(dropSlot: Uint8Array, place: BatchPlace, search: Search): Promise<Part> {
  const { identity, threadKey, keyring } = search;
  const dropTag = dropSlot.subarray(0, DROP_TAG_SIZE);
  const content = unpad(await openSingle(dropSlot.subarray(DROP_TAG_SIZE), identity));
  const frame = parseFrame(content, labels.REPLY);
  const context = concatBytes(dropTag, identity.recipient);
  const holder = keyring.slots[place.slot];
  if (holder?.generation !== place.generation || frame.signatures.length !== 1) {
    throw new UnknownSigner("signer of a reply");
  }
  verify(frame, place.slot, hexToBytes(holder.verify_key), context);
  verifyMac(frame, threadKey, context);
  return parsePart(frame.body);
}

function joinReply(parts: readonly Part[], keyring: Keyring): Reply | Proposal {
  const { messageId, message } = join(parts);
  const reply = parseReply(message);
  if (reply.id !== messageId) throw new Malformed("id of a reply");
  const line = keyring.lines[reply.line];
  if (!line || !reply.members.every((slot) => line.slots.includes(slot))) {
    throw new Malformed("members of a reply");
  }
  return reply;
}
