/** Every size that a sealed object can have (docs/protocol.md sections 4.2 to 4.5). */

/** The age recipient type (c2sp.org/age). */
export const STANZA_TYPE = "mlkem768x25519";

// All four from c2sp.org/age.
export const FILE_KEY_SIZE = 16;
export const PAYLOAD_NONCE_SIZE = 16;
export const CHUNK_SIZE = 65_536;
export const TAG_SIZE = 16;

/** ML-KEM-768 (FIPS 203), then X25519: X-Wing concatenates its two halves. */
export const RECIPIENT_SIZE = 1184 + 32;
export const ENCAPSULATION_SIZE = 1088 + 32;
export const WRAPPED_SIZE = FILE_KEY_SIZE + TAG_SIZE;

export const VERSION_LINE = "age-encryption.org/v1\n";
export const MAC_SIZE = 32;

/** Before a stored sealed file: a version byte and four bytes of period. */
export const PREFIX_SIZE = 5;
/** Padded plaintext of every text part: most accounts fit, and one size hides which. */
export const TEXT_SIZE = 16_384;
export const MAX_TEXT_PARTS = 4;
/** On the wire, tag included. */
export const DROP_SLOT_SIZE = 4_096;
export const DROP_TAG_SIZE = 16;
export const LENGTH_SIZE = 8;
/** One chunk of the payload: smaller steps would tell small files apart. */
export const SMALLEST_ATTACHMENT = 65_536;
/** Above 16 MiB a power of two wastes too much: the next multiple of 16 MiB. */
export const LARGE_STEP = 16 * 1024 * 1024;

/** Return the length of `size` bytes in unpadded base64. */
export function base64Size(size: number): number {
  return Math.ceil((size * 4) / 3);
}

/** Return the size in bytes of a header with that many hybrid stanzas of 1,557 bytes. */
export function headerSize(stanzas: number): number {
  const lines = `-> ${STANZA_TYPE} \n\n`.length;
  const stanza = lines + base64Size(ENCAPSULATION_SIZE) + base64Size(WRAPPED_SIZE);
  return VERSION_LINE.length + stanzas * stanza + "--- \n".length + base64Size(MAC_SIZE);
}

/** Return the size in bytes of the sealed file of a padded plaintext. */
export function sealedSize(plaintextSize: number, stanzas: number): number {
  const chunks = Math.max(1, Math.ceil(plaintextSize / CHUNK_SIZE));
  return headerSize(stanzas) + PAYLOAD_NONCE_SIZE + plaintextSize + chunks * TAG_SIZE;
}

/** Return the size in bytes of a stored text part (28,947 for eight slots). */
export function storedTextSize(slots: number): number {
  return PREFIX_SIZE + sealedSize(TEXT_SIZE, slots);
}

/** Return the padded size in bytes of an attachment of `contentSize` bytes. */
export function paddedAttachmentSize(contentSize: number): number {
  const needed = LENGTH_SIZE + contentSize;
  if (needed > LARGE_STEP) return Math.ceil(needed / LARGE_STEP) * LARGE_STEP;
  let padded = SMALLEST_ATTACHMENT;
  while (padded < needed) padded *= 2;
  return padded;
}

/** Return the size in bytes of the stored object of an attachment. */
export function storedAttachmentSize(contentSize: number, slots: number): number {
  return PREFIX_SIZE + sealedSize(paddedAttachmentSize(contentSize), slots);
}

/** Tell whether some attachment has a stored object of `size` bytes. */
export function isStoredAttachmentSize(size: number, slots: number): boolean {
  const payload = size - PREFIX_SIZE - headerSize(slots) - PAYLOAD_NONCE_SIZE;
  const padded = payload - Math.ceil(payload / (CHUNK_SIZE + TAG_SIZE)) * TAG_SIZE;
  return padded >= SMALLEST_ATTACHMENT && paddedAttachmentSize(padded - LENGTH_SIZE) === padded;
}
