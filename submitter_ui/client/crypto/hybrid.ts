/**
 * The age recipient type `mlkem768x25519`: wrapping a file key (docs/protocol.md section 4.2).
 *
 * All of it is typage's, which takes recipients as text and keeps the class behind
 * them to itself; only the way there and the outcome are written here.
 */

import { Encrypter, type Recipient, generateHybridIdentity, identityToRecipient } from "age-encryption";
import { bech32 } from "@scure/base";
import { Malformed } from "./errors.ts";
import { RECIPIENT_SIZE } from "./sizes.ts";

export type { Recipient };

/** Return the recipient of 1,216 bytes; `Malformed` for another size, and when it wraps if the key is no key. */
export function recipientFrom(raw: Uint8Array): Recipient {
  if (raw.length !== RECIPIENT_SIZE) throw new Malformed(`a recipient has ${RECIPIENT_SIZE} bytes`);
  return parseRecipient(bech32.encode("age1pq", bech32.toWords(raw), false));
}

/** Return the 1,216 bytes of a recipient as typage writes it. */
export function decodeRecipientText(text: string): Uint8Array {
  const parsed = bech32.decodeUnsafe(text, false);
  if (!parsed) throw new TypeError("typage wrote a recipient that is none");
  return bech32.fromWords(parsed.words);
}

/** Return a recipient whose private key is forgotten at once: nobody opens what is sealed to it. */
export async function throwawayRecipient(): Promise<Recipient> {
  return parseRecipient(await identityToRecipient(await generateHybridIdentity()));
}

function parseRecipient(text: string): Recipient {
  const encrypter = new Encrypter();
  encrypter.addRecipient(text);
  // The one place where typage keeps what it made of the text; typage's types call it private.
  const [added]: unknown[] = Reflect.get(encrypter, "recipients");
  if (!isRecipient(added)) throw new TypeError("typage keeps its recipients elsewhere now");
  return {
    async wrapFileKey(fileKey) {
      try {
        return await added.wrapFileKey(fileKey);
      } catch {
        throw new Malformed("a recipient is not a key of this type");
      }
    },
  };
}

function isRecipient(value: unknown): value is Recipient {
  return typeof value === "object" && value !== null && "wrapFileKey" in value;
}
