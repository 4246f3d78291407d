/** Byte strings, as every other module handles them (docs/protocol.md section 2). */

import { base64, base64nopad } from "@scure/base";
import { Malformed } from "./errors.ts";

export { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** Return a big-endian integer of `width` bytes; `RangeError` if it does not fit. */
export function encodeInteger(value: number, width: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * width)) {
    throw new RangeError("number too large");
  }
  const encoded = new Uint8Array(width);
  for (let at = width - 1, left = value; at >= 0; at--, left = Math.floor(left / 256)) {
    encoded[at] = left % 256;
  }
  return encoded;
}

/** Return the number of a big-endian integer; one beyond 2^53 comes out rounded, and larger than any size. */
export function decodeInteger(encoded: Uint8Array): number {
  return encoded.reduce((value, byte) => value * 256 + byte, 0);
}

/** Tell whether two byte strings are the same, in a time that depends on their lengths only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  a.forEach((byte, at) => {
    difference |= byte ^ (b[at] ?? 0);
  });
  return difference === 0;
}

/** Return the standard base64, with padding, of bytes in JSON. */
export function encodeBase64(raw: Uint8Array): string {
  return base64.encode(raw);
}

/** Return the bytes of canonical base64, or throw `Malformed`; a header's has no padding, that in JSON has. */
export function decodeBase64(text: string, { padded }: { readonly padded: boolean }): Uint8Array {
  const coder = padded ? base64 : base64nopad;
  try {
    const raw = coder.decode(text);
    if (coder.encode(raw) === text) return raw;
  } catch {
    // Refused below, in our words.
  }
  throw new Malformed("base64");
}

/** Return a text with one character for each byte, so that places in both are the same. */
export function readLatin1(raw: Uint8Array): string {
  return new TextDecoder("latin1").decode(raw);
}
