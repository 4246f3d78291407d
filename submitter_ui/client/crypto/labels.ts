/**
 * Every type, HKDF info and HMAC label that a reporter's side uses (docs/protocol.md section 12).
 *
 * A value is used for one purpose only, so that nothing made for one can stand in for another.
 */

// Types of frames: the first argument of the PAE that is signed or MACed.
export const KEYRING = "sluis/v1/keyring";
export const REVOCATION = "sluis/v1/revocation";
export const ROTATION = "sluis/v1/rotation";
export const PERIOD_KEY = "sluis/v1/period-key";
export const HEAD = "sluis/v1/head";
export const REPORT = "sluis/v1/report";
export const FOLLOWUP = "sluis/v1/followup";
export const CONSENT = "sluis/v1/consent";
export const REPLY = "sluis/v1/reply";

// HKDF-SHA256 infos, with an empty salt, from the 32-byte codename seed.
export const REPLY_IDENTITY_INFO = "sluis/v1/reply-identity";
export const THREAD_KEY_INFO = "sluis/v1/thread-key";

// HMAC-SHA256 labels under the thread key.
export const THREAD_LABEL = "sluis/v1/thread";
export const TAG_KEY_LABEL = "sluis/v1/tag-key";
export const PSEUDONYM_LABEL = "sluis/v1/pseudonym";

/** HMAC-SHA256 label under the tag key. */
export const BUCKET_LABEL = "sluis/v1/bucket";

/** The string whose SHA-256 starts with the public decoy file key. */
export const DECOY_LABEL = "sluis/v1/decoy";
