/**
 * Opening a sealed file: header, then payload (docs/protocol.md sections 4.1 and 4.4).
 *
 * typage verifies the header's MAC and opens the payload. What it says only as a
 * failure is told apart here: the shape before any key, then the decoy, then damage.
 */

import { Decrypter } from "age-encryption";
import { equalBytes } from "../bytes.ts";
import { NotForThisKey, Tampered } from "../errors.ts";
import { splitHeader } from "../header.ts";
import { DECOY_FILE_KEY } from "../slots.ts";
import { checkStanzas } from "../stored.ts";
import type { Identity } from "./identity.ts";

/**
 * Return the plaintext of a sealed file by the stanza of one slot of `slots`.
 *
 * Throws `NotForThisKey` if the stanza holds the decoy constant (not for me), and
 * `Malformed` or `Tampered` for everything else that does not open (damaged). A file
 * sealed under the constant itself is refused, since anybody could have made it.
 */
export async function openSlot(
  sealed: Uint8Array,
  identity: Identity,
  slot: number,
  slots: number,
): Promise<Uint8Array> {
  const [header, size] = splitHeader(sealed);
  checkStanzas(header, slots);
  const stanza = header.stanzas[slot];
  if (!stanza) throw new RangeError("no such slot");
  const fileKey = await identity.unwrap(stanza);
  const decrypter = new Decrypter();
  decrypter.addIdentity({ unwrapFileKey: () => fileKey });
  if (equalBytes(fileKey, DECOY_FILE_KEY)) {
    const isAuthentic = await decrypter.decryptHeader(sealed.subarray(0, size)).then(Boolean, () => false);
    if (isAuthentic) throw new Tampered("sealed under the decoy");
    throw new NotForThisKey("decoy");
  }
  try {
    return await decrypter.decrypt(sealed);
  } catch {
    throw new Tampered("MAC of a header, or payload");
  }
}

/** Return the plaintext of a sealed file with exactly one stanza, which must be this identity's. */
export async function openSingle(sealed: Uint8Array, identity: Identity): Promise<Uint8Array> {
  return openSlot(sealed, identity, 0, 1);
}
