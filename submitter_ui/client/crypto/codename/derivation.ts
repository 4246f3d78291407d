/**
 * What a codename derives: the reply identity and the thread key (docs/protocol.md section 8.4).
 *
 *     seed = Argon2id(password = 11 bytes, salt = service id, 8 MiB, 1 pass, 1 lane, 32 bytes)
 *     HKDF-SHA256(seed, no salt, info), 32 bytes each
 */

import { argon2idAsync } from "@noble/hashes-argon2/argon2.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { utf8ToBytes } from "../bytes.ts";
import { sha256 } from "../hashing.ts";
import { REPLY_IDENTITY_INFO, THREAD_KEY_INFO } from "../labels.ts";
import { Identity } from "../opening/identity.ts";
import type { Codename } from "./codename.ts";

/** The strongest that Tor Browser bears at level Safer: some two seconds without WebAssembly and JIT. */
const COST = { m: 8 * 1024, t: 1, p: 1, version: 0x13 };
const SEED_SIZE = 32;

/** Opens the replies of a thread, and proves that a follow-up belongs to it. */
export interface ThreadSecrets {
  readonly identity: Identity;
  readonly threadKey: Uint8Array;
}

/** Return the secrets of a codename at the service with this 16-byte id; `onProgress` gets 0 to 1. */
export async function derive(
  codename: Codename,
  serviceId: Uint8Array,
  onProgress: (done: number) => void = () => {},
): Promise<ThreadSecrets> {
  const seed = await argon2idAsync(codename.entropy, serviceId, { ...COST, dkLen: SEED_SIZE, onProgress });
  const expand = (info: string) => hkdf(sha256, seed, undefined, utf8ToBytes(info), SEED_SIZE);
  return {
    identity: await Identity.from(expand(REPLY_IDENTITY_INFO)),
    threadKey: expand(THREAD_KEY_INFO),
  };
}
