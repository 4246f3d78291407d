/**
 * The age recipient type `mlkem768x25519`: wrapping a file key (docs/protocol.md section 4.2).
 *
 * All of it is typage's, which takes recipients as text and keeps the class behind
 * them to itself; only the way there, the outcome, and one check are written here.
 */

import { Encrypter, type Recipient, generateHybridIdentity, identityToRecipient } from "age-encryption";
import { bech32 } from "@scure/base";
import { Malformed } from "./errors.ts";
import { RECIPIENT_SIZE } from "./sizes.ts";

export type { Recipient };

/** The modulus of ML-KEM (FIPS 203). */
const Q = 3329;
/** Three polynomials of 256 coefficients in 12 bits each; behind them a seed of 32 bytes. */
const COEFFICIENTS_SIZE = 1152;

/** Return the recipient of 1,216 bytes; `Malformed` for what is none, at the latest when it wraps. */
export function recipientFrom(raw: Uint8Array): Recipient {
  if (raw.length !== RECIPIENT_SIZE) throw new Malformed("size of a recipient");
  // Section 4.2 refuses a coefficient that is not below the modulus; the library under typage lets it pass.
  for (let at = 0; at < COEFFICIENTS_SIZE; at += 3) {
    const [low = 0, middle = 0, high = 0] = raw.subarray(at, at + 3);
    if ((low | ((middle & 15) << 8)) >= Q || ((middle >> 4) | (high << 4)) >= Q) {
      throw new Malformed("recipient is no key");
    }
  }
  return parseRecipient(bech32.encode("age1pq", bech32.toWords(raw), false));
}

/** Return the 1,216 bytes of a recipient as typage writes it. */
export function decodeRecipientText(text: string): Uint8Array {
  const parsed = bech32.decodeUnsafe(text, false);
  if (!parsed) throw new TypeError("typage changed");
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
  if (!isRecipient(added)) throw new TypeError("typage changed");
  return {
    async wrapFileKey(fileKey) {
      try {
        return await added.wrapFileKey(fileKey);
      } catch {
        throw new Malformed("recipient is no key");
      }
    },
  };
}

function isRecipient(value: unknown): value is Recipient {
  return typeof value === "object" && value !== null && "wrapFileKey" in value;
}
