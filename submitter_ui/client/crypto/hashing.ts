/**
 * SHA-256, at once and in the background (docs/protocol.md section 2).
 *
 * Tor Browser at level Safer runs no JIT, and there a thousand drop slots take nine
 * seconds in JavaScript and a tenth of one in the browser's own code.
 */

import { sha256 } from "@noble/hashes/sha2.js";

export { sha256 };

/** Return the SHA-256 of many bytes, by the browser's own code where it lets us use it. */
export async function hashInBackground(content: Uint8Array): Promise<Uint8Array> {
  const subtle = globalThis.crypto?.subtle;
  // The copy is one whose buffer is certainly not shared, which this interface asks for.
  return subtle ? new Uint8Array(await subtle.digest("SHA-256", new Uint8Array(content))) : sha256(content);
}
