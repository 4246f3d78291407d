/** A SHA-256 that is told its content piece by piece. */

import { bytesToHex } from "../crypto/bytes.ts";
import { sha256 } from "../crypto/hashing.ts";
import type { Digest } from "../files/tools.ts";

export function newDigest(): Digest {
  const digest = sha256.create();
  return { update: (piece) => digest.update(piece), hex: () => bytesToHex(digest.digest()) };
}
