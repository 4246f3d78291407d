/** The age identity type `mlkem768x25519`: unwrapping a file key (docs/protocol.md section 4.2). */

import { type Identity as AgeIdentity, Decrypter, type Stanza, identityToRecipient } from "age-encryption";
import { bech32 } from "@scure/base";
import { decodeBase64 } from "../bytes.ts";
import { Malformed, Tampered } from "../errors.ts";
import { decodeRecipientText } from "../hybrid.ts";
import { ENCAPSULATION_SIZE, STANZA_TYPE, WRAPPED_SIZE } from "../sizes.ts";

/** The X-Wing seed (draft-connolly-cfrg-xwing-kem), from which both halves are expanded. */
const SEED_SIZE = 32;

/** A private key, made from a 32-byte seed; printing it shows nothing of it. */
export class Identity {
  /** The public key of 1,216 bytes to which others seal. */
  readonly recipient: Uint8Array;
  readonly #seed: Uint8Array;
  readonly #inner: AgeIdentity;

  private constructor(seed: Uint8Array, recipient: Uint8Array, inner: AgeIdentity) {
    this.recipient = recipient;
    this.#seed = seed;
    this.#inner = inner;
  }

  /** Return the identity of a 32-byte seed; `Malformed` for another size. */
  static async from(seed: Uint8Array): Promise<Identity> {
    if (seed.length !== SEED_SIZE) throw new Malformed("size of a seed");
    const text = bech32.encodeFromBytes("AGE-SECRET-KEY-PQ-", seed).toUpperCase();
    const recipient = decodeRecipientText(await identityToRecipient(text));
    const decrypter = new Decrypter();
    decrypter.addIdentity(text);
    // As with recipients: typage keeps the class to itself, and its types call this private.
    const [added]: unknown[] = Reflect.get(decrypter, "identities");
    if (!isIdentity(added)) throw new TypeError("typage changed");
    return new Identity(seed, recipient, added);
  }

  /** The 32 bytes from which the identity can be made again: a secret. */
  get seed(): Uint8Array {
    return this.#seed;
  }

  /** Return the 16-byte file key in a stanza, `Malformed` for another type, `Tampered` if it does not open. */
  async unwrap(stanza: Stanza): Promise<Uint8Array> {
    const [type, encapsulation] = stanza.args;
    if (stanza.args.length !== 2 || type !== STANZA_TYPE || encapsulation === undefined) {
      throw new Malformed("type of a stanza");
    }
    const encapsulated = decodeBase64(encapsulation, { padded: false });
    if (encapsulated.length !== ENCAPSULATION_SIZE || stanza.body.length !== WRAPPED_SIZE) {
      throw new Malformed("size of a stanza");
    }
    // typage answers null for a wrong key, and throws for a half of low order: both are damage.
    const fileKey = await Promise.resolve([stanza])
      .then((stanzas) => this.#inner.unwrapFileKey(stanzas))
      .catch(() => null);
    if (!fileKey) throw new Tampered("stanza does not open");
    return fileKey;
  }
}

function isIdentity(value: unknown): value is AgeIdentity {
  return typeof value === "object" && value !== null && "unwrapFileKey" in value;
}
