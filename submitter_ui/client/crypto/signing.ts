/**
 * Ed25519 signatures and HMAC-SHA256 over frames (docs/protocol.md section 2.3).
 *
 * Both cover the PAE of (type, context || body). The context binds a frame to
 * where it stands (a reply to its tag and recipient) without travelling itself.
 * A reporter verifies signatures and makes none.
 */

import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesToNumberLE } from "@noble/curves/utils.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { concatBytes, equalBytes, hexToBytes } from "./bytes.ts";
import { Malformed, Tampered, UnknownSigner } from "./errors.ts";
import { type Frame, preAuthenticationEncoding } from "./frame.ts";

const { Point } = ed25519;
const NO_CONTEXT: Uint8Array = new Uint8Array();

/** Throw `UnknownSigner` unless `signer` signed the frame, `Tampered` if the signature is wrong. */
export function verify(frame: Frame, signer: number, verifyKey: Uint8Array, context = NO_CONTEXT): void {
  const signature = frame.signatures.find((candidate) => candidate.signer === signer);
  if (!signature) throw new UnknownSigner("signature missing");
  const message = preAuthenticationEncoding(frame.type, concatBytes(context, frame.body));
  if (!matches(signature.value, message, verifyKey)) throw new Tampered("signature");
}

/**
 * Throw `UnknownSigner` unless `threshold` of the keys (hex) signed; a wrong signature is `Tampered`.
 *
 * A signature whose signer lies outside the keys is refused too, and so is a MAC:
 * nothing foreign rides along.
 */
export function verifyThreshold(frame: Frame, verifyKeys: readonly string[], threshold: number): void {
  refuseMac(frame);
  for (const { signer } of frame.signatures) {
    const verifyKey = verifyKeys[signer];
    if (verifyKey === undefined) throw new UnknownSigner("signer is no root holder");
    verify(frame, signer, hexToBytes(verifyKey));
  }
  if (frame.signatures.length < threshold) throw new UnknownSigner("too few signatures");
}

/** Throw `Malformed` for a MAC in a frame of a type that has none. */
export function refuseMac(frame: Frame): void {
  if (frame.mac.length) throw new Malformed("MAC");
}

/** Return the 32-byte HMAC-SHA256 over (type, context || body). */
export function mac(type: string, body: Uint8Array, key: Uint8Array, context = NO_CONTEXT): Uint8Array {
  return hmac(sha256, key, preAuthenticationEncoding(type, concatBytes(context, body)));
}

/** Throw `Tampered` unless the frame carries the MAC of `key`. */
export function verifyMac(frame: Frame, key: Uint8Array, context = NO_CONTEXT): void {
  if (!equalBytes(mac(frame.type, frame.body, key, context), frame.mac)) throw new Tampered("MAC");
}

/**
 * The equation of RFC 8032 as libsodium checks it: S below the order, neither point of
 * small order nor written in another way, and no cofactor on either side. The library's
 * own `verify` multiplies by the cofactor, so a signer could make a signature that
 * holds here and not at a workstation.
 */
function matches(signature: Uint8Array, message: Uint8Array, verifyKey: Uint8Array): boolean {
  try {
    const [start, end] = [signature.subarray(0, 32), signature.subarray(32)];
    const [key, commitment] = [Point.fromBytes(verifyKey), Point.fromBytes(start)];
    if (key.isSmallOrder() || commitment.isSmallOrder()) return false;
    const challenge = Point.Fn.create(bytesToNumberLE(sha512(concatBytes(start, verifyKey, message))));
    const response = Point.BASE.multiplyUnsafe(bytesToNumberLE(end));
    return response.subtract(key.multiplyUnsafe(challenge)).equals(commitment);
  } catch {
    return false;
  }
}
