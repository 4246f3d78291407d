/** Boxes, of which MP4, QuickTime, HEIC and AVIF are made: length, name, content; some hold boxes themselves. */

import type { Overwriting } from "./recipe.ts";
import { bytesOf, CannotClean, type Source } from "./source.ts";

/** A box from `from` to `to`, in that many others; its content begins at `body`. */
export interface Box {
  readonly type: string;
  readonly depth: number;
  readonly from: number;
  readonly body: number;
  readonly to: number;
}

/** A part of the file. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What a box holds: a part of the file, in that many boxes. */
interface Inside extends Range {
  readonly depth?: number;
}

const MAX_BOXES = 100_000;
/** A film needs seven. */
const MAX_DEPTH = 12;

/** Yield the boxes that fill the file from `from` to `to`; what is too short for one is no box. */
export async function* boxesIn(source: Source, { from, to, depth = 0 }: Inside): AsyncGenerator<Box> {
  let count = 0;
  for (let at = from; at + 8 <= to; ) {
    const box = { ...(await boxAt(source, at, to)), depth };
    if (++count > MAX_BOXES || depth > MAX_DEPTH) {
      throw new CannotClean("too many boxes");
    }
    yield box;
    at = box.to;
  }
}

/** Return every box in a part of the file, by its name: the last one where there are more. */
export async function boxesByType(source: Source, range: Inside): Promise<ReadonlyMap<string, Box>> {
  const found = new Map<string, Box>();
  for await (const box of boxesIn(source, range)) found.set(box.type, box);
  return found;
}

/** Return what is in a box. */
export function inside({ body, to, depth }: Box, skipped = 0): Inside {
  return { from: body + skipped, to, depth: depth + 1 };
}

/** Empty a box: it becomes free space of the same size, so that nothing behind it moves. */
export function free({ from, body, to }: Box, over: Overwriting): void {
  over.put(from + 4, bytesOf("free"));
  over.blank(body, to);
}

async function boxAt(source: Source, at: number, end: number): Promise<Omit<Box, "depth">> {
  const short = await source.integer(at, 4);
  const type = await source.text(at + 4, 4);
  const body = at + (short === 1 ? 16 : 8);
  const size = short === 1 ? await longSize(source, at + 8) : short;
  // Zero, in the last box: until the end of the file.
  const to = short === 0 && end === source.size ? end : at + size;
  if (to < body || to > end) {
    throw new CannotClean("size of a box");
  }
  return { type, from: at, body, to };
}

async function longSize(source: Source, at: number): Promise<number> {
  if ((await source.integer(at, 2)) !== 0) {
    throw new CannotClean("size of a box");
  }
  return source.integer(at + 2, 6);
}
