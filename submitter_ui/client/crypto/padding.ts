/**
 * Padding: `length (8) || content || zeros` (docs/protocol.md section 4.3).
 *
 * Text and drop slots have one size each; attachments come in steps. Nothing is
 * compressed, because compression tells what padding hides.
 */

import { concatBytes, encodeInteger } from "./bytes.ts";
import { Malformed } from "./errors.ts";
import { Reader } from "./frame.ts";
import { CHUNK_SIZE, LENGTH_SIZE } from "./sizes.ts";

/** Return `content` padded to `size` bytes, or throw `RangeError` if it does not fit. */
export function pad(content: Uint8Array, size: number): Uint8Array {
  const missing = size - LENGTH_SIZE - content.length;
  if (missing < 0) throw new RangeError("too long");
  return concatBytes(encodeInteger(content.length, LENGTH_SIZE), content, new Uint8Array(missing));
}

/** Return the content, or throw `Malformed`. */
export function unpad(padded: Uint8Array): Uint8Array {
  const reader = new Reader(padded);
  const content = reader.take(reader.integer(LENGTH_SIZE));
  if (reader.rest().some((byte) => byte !== 0)) throw new Malformed("padding");
  return content;
}

/**
 * Return a stream of the padded form of content that has exactly `contentSize` bytes.
 *
 * It fails with `RangeError` when it has more or fewer: the file changed while it was read.
 */
export function padStream(
  content: ReadableStream<Uint8Array>,
  contentSize: number,
  size: number,
): ReadableStream<Uint8Array> {
  let left = contentSize;
  const refuseOtherSize = () => {
    throw new RangeError("content changed");
  };
  const padder = new TransformStream<Uint8Array, Uint8Array>({
    start(controller) {
      controller.enqueue(encodeInteger(contentSize, LENGTH_SIZE));
    },
    transform(piece, controller) {
      left -= piece.length;
      if (left < 0) refuseOtherSize();
      controller.enqueue(piece);
    },
    flush(controller) {
      if (left) refuseOtherSize();
      // The same zeros again and again: 16 MiB of padding take the memory of one chunk.
      const zeros = new Uint8Array(CHUNK_SIZE);
      for (let missing = size - LENGTH_SIZE - contentSize; missing > 0; missing -= zeros.length) {
        controller.enqueue(zeros.subarray(0, missing));
      }
    },
  });
  return content.pipeThrough(padder);
}
