/** The drop in buckets, for a service that has outgrown one file (docs/protocol.md section 6.6). */

import { hmac } from "@noble/hashes/hmac.js";
import { decodeInteger, utf8ToBytes } from "./bytes.ts";
import { sha256 } from "./hashing.ts";
import { BUCKET_LABEL } from "./labels.ts";

export const MAX_BITS = 16;

/** Return the 16-bit value of a thread, from its 32-byte tag key. */
export function bucketValue(tagKey: Uint8Array): number {
  return decodeInteger(hmac(sha256, tagKey, utf8ToBytes(BUCKET_LABEL)).subarray(0, 2));
}

/** Return the first `bits` of a 16-bit value: the number of the bucket in which a thread looks. */
export function labelOf(value: number, bits: number): number {
  return value >> (MAX_BITS - bits);
}

/**
 * Tell whether a drop slot labelled with `bits` bits goes in a bucket of `bucketBits` bits.
 *
 * What both have of their bits must agree, so an unlabelled slot goes in every bucket.
 */
export function belongs(label: number, bits: number, bucket: number, bucketBits: number): boolean {
  const shared = Math.min(bits, bucketBits);
  return label >> (bits - shared) === bucket >> (bucketBits - shared);
}
