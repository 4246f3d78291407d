/**
 * Slots and members: who can open a submission, without its shape telling (docs/protocol.md section 4.4).
 *
 * Stanza i belongs to slot i. A member's stanza holds the file key; every other
 * slot's holds the public decoy constant, sealed to its real key if it has one.
 */

import { equalBytes, utf8ToBytes } from "./bytes.ts";
import { sha256 } from "./hashing.ts";
import { type Recipient, recipientFrom, throwawayRecipient } from "./hybrid.ts";
import { DECOY_LABEL } from "./labels.ts";
import { FILE_KEY_SIZE } from "./sizes.ts";

/** The first 16 bytes of SHA-256("sluis/v1/decoy"): public, so a decoy can be told from damage. */
export const DECOY_FILE_KEY = /* @__PURE__ */ sha256(utf8ToBytes(DECOY_LABEL)).subarray(0, FILE_KEY_SIZE);

/** For whom and for when a message is sealed; `slotRecipients[i]` is the period key of slot i, null where it has none. */
export interface Envelope {
  readonly period: number;
  readonly slotRecipients: readonly (Uint8Array | null)[];
  readonly members: readonly number[];
}

/**
 * Return the recipients, one for each slot, that give the file key to members and decoys to the rest.
 *
 * Throws `RangeError` if a member has no key: the caller leaves such a slot out.
 */
export async function recipientsForMembers({ slotRecipients, members }: Envelope): Promise<Recipient[]> {
  if (!members.length || !members.every((slot) => slotRecipients[slot])) {
    throw new RangeError("member without a key");
  }
  return Promise.all(
    slotRecipients.map(async (raw, slot) => {
      const recipient = raw ? recipientFrom(raw) : await throwawayRecipient();
      return members.includes(slot) ? refusingDecoy(recipient) : holdingDecoy(recipient);
    }),
  );
}

function holdingDecoy(recipient: Recipient): Recipient {
  return { wrapFileKey: () => recipient.wrapFileKey(DECOY_FILE_KEY) };
}

function refusingDecoy(recipient: Recipient): Recipient {
  return {
    wrapFileKey(fileKey) {
      if (equalBytes(fileKey, DECOY_FILE_KEY)) throw new RangeError("decoy");
      return recipient.wrapFileKey(fileKey);
    },
  };
}
