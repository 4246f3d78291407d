/**
 * Making stored objects: `prefix || sealed file`, whole or streaming (docs/protocol.md sections 4.1 and 4.5).
 *
 * Sealing is typage's. The file key is drawn there and leaves only wrapped; there is
 * no way to ask for encryption under a key that already exists.
 *
 *     const texts = await sealMessage(encodeReport(report), messageId, envelope);
 *     const { stream, size } = await sealStream(file.stream(), file.size, envelope);
 */

import { Encrypter } from "age-encryption";
import { concatBytes } from "./bytes.ts";
import { type Recipient, recipientFrom } from "./hybrid.ts";
import { pad, padStream } from "./padding.ts";
import { TEXT_ROOM, split } from "./parts.ts";
import { TEXT_SIZE, paddedAttachmentSize, storedAttachmentSize } from "./sizes.ts";
import { type Envelope, recipientsForMembers } from "./slots.ts";
import { encodePrefix } from "./stored.ts";

/** Return the stored text parts, one to four, of an encoded message; `RangeError` if it is longer than that. */
export async function sealMessage(
  frame: Uint8Array,
  messageId: Uint8Array,
  envelope: Envelope,
): Promise<Uint8Array[]> {
  const texts: Uint8Array[] = [];
  for (const part of split(frame, messageId, TEXT_ROOM)) texts.push(await sealText(part, envelope));
  return texts;
}

/** Return the stored text part (28,947 bytes for eight slots) of one part of a message. */
export async function sealText(part: Uint8Array, envelope: Envelope): Promise<Uint8Array> {
  const encrypter = encrypterTo(await recipientsForMembers(envelope));
  return concatBytes(encodePrefix(envelope.period), await encrypter.encrypt(pad(part, TEXT_SIZE)));
}

/**
 * Return the stored object of an attachment as a stream in constant memory, and its size in bytes.
 *
 * The stream fails with `RangeError` if the content is not `contentSize` bytes long.
 */
export async function sealStream(
  content: ReadableStream<Uint8Array>,
  contentSize: number,
  envelope: Envelope,
): Promise<{ readonly stream: ReadableStream<Uint8Array>; readonly size: number }> {
  const encrypter = encrypterTo(await recipientsForMembers(envelope));
  const padded = padStream(content, contentSize, paddedAttachmentSize(contentSize));
  const sealed = await encrypter.encrypt(padded);
  const prefixer = new TransformStream<Uint8Array, Uint8Array>({
    start(controller) {
      controller.enqueue(encodePrefix(envelope.period));
    },
  });
  const size = storedAttachmentSize(contentSize, envelope.slotRecipients.length);
  return { stream: sealed.pipeThrough(prefixer), size };
}

/** Return the sealed file of `plaintext` for one recipient of 1,216 bytes. */
export async function sealTo(plaintext: Uint8Array, recipient: Uint8Array): Promise<Uint8Array> {
  return encrypterTo([recipientFrom(recipient)]).encrypt(plaintext);
}

function encrypterTo(recipients: readonly Recipient[]): Encrypter {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter;
}
