/** What a thread key derives: the thread's name, and the tags of its replies (docs/protocol.md section 6.5). */

import { hmac } from "@noble/hashes/hmac.js";
import { concatBytes, encodeInteger, utf8ToBytes } from "./bytes.ts";
import { sha256 } from "./hashing.ts";
import * as labels from "./labels.ts";
import { DROP_TAG_SIZE } from "./sizes.ts";

const THREAD_ID_SIZE = 16;
const PSEUDONYM_SIZE = 8;
/** A reply may take four of a batch's eight drop slots. */
export const MAX_REPLY_SLOTS = 4;

/**
 * Which batch: of which slot and generation, and its number there.
 *
 * The generation belongs to it, because a new one begins its numbers anew and no tag
 * may be published twice.
 */
export interface BatchPlace {
  readonly slot: number;
  readonly generation: number;
  readonly number: number;
}

/** Return the 16 bytes by which confidants and follow-ups name a thread. */
export function threadId(threadKey: Uint8Array): Uint8Array {
  return hmac(sha256, threadKey, utf8ToBytes(labels.THREAD_LABEL)).subarray(0, THREAD_ID_SIZE);
}

/** Return the 32-byte key of a thread's tags. */
export function tagKey(threadKey: Uint8Array): Uint8Array {
  return hmac(sha256, threadKey, utf8ToBytes(labels.TAG_KEY_LABEL));
}

/** Return the 16-byte tag of the `index`-th drop slot (0 to 3) for this thread in a batch. */
export function tag(tagKey: Uint8Array, { slot, generation, number }: BatchPlace, index: number): Uint8Array {
  const fields = [[slot, 1], [generation, 4], [number, 4], [index, 1]] as const;
  const message = concatBytes(...fields.map(([value, width]) => encodeInteger(value, width)));
  return hmac(sha256, tagKey, message).subarray(0, DROP_TAG_SIZE);
}

/** Return the 8 bytes by which one recipient knows a case: another one knows it by others. */
export function pseudonym(threadKey: Uint8Array, recipientId: string): Uint8Array {
  const message = utf8ToBytes(`${labels.PSEUDONYM_LABEL}\0${recipientId}`);
  return hmac(sha256, threadKey, message).subarray(0, PSEUDONYM_SIZE);
}
