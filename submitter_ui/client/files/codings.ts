/** What a coder writes in front of its sounds: a player must have it, and comments stand among it. */

import type { Range } from "./boxes.ts";
import type { Overwriting } from "./recipe.ts";
import { bytesOf, CannotClean, latin, type Source } from "./source.ts";

/** Comments of Vorbis without a vendor and without one of them; a bit says where they end, and zeros may follow. */
export const NO_COMMENTS = "\x03vorbis\0\0\0\0\0\0\0\0\x01";
const LONGEST = 1 << 20;
const STREAM = 0;
const STREAM_SIZE = 34;
const ROOM = 1;
const LAST = 0x80;

/** Empty the comments among the three packets of Vorbis, where their sizes stand in front (Xiph lacing). */
export async function blankVorbis(source: Source, range: Range, over: Overwriting): Promise<void> {
  const packets = await source.read(range.from, Math.min(range.to - range.from, LONGEST));
  let at = 1;
  const [first, second] = [0, 1].map(() => {
    let size = 0;
    for (; packets[at] === 255; at++) size += 255;
    return size + (packets[at++] ?? 0);
  });
  const comments = at + (first ?? 0);
  const end = comments + (second ?? 0);
  const begins = latin(packets.subarray(comments, comments + 7));
  if (packets[0] !== 2 || end > packets.length || end - comments < NO_COMMENTS.length || !NO_COMMENTS.startsWith(begins)) {
    throw new CannotClean("no comments");
  }
  over.put(range.from + comments, bytesOf(NO_COMMENTS));
  over.blank(range.from + comments + NO_COMMENTS.length, range.from + end);
}

/** Make room of every block of FLAC but the one that playing needs. */
export async function blankFlac(source: Source, { from, to }: Range, over: Overwriting): Promise<void> {
  let last = false;
  for (let at = from; at < to || !last; ) {
    const kind = await source.byte(at);
    const size = await source.integer(at + 1, 3);
    const end = at + 4 + size;
    if (last || end > to || ((kind & ~LAST) === STREAM && size !== STREAM_SIZE)) {
      throw new CannotClean("a block of FLAC");
    }
    last = (kind & LAST) !== 0;
    if ((kind & ~LAST) !== STREAM) {
      over.put(at, Uint8Array.of((kind & LAST) | ROOM));
      over.blank(at + 4, end);
    }
    at = end;
  }
}
