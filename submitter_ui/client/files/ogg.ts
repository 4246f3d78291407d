/**
 * Ogg (Opus and Vorbis): the comment packet of every stream is emptied where it stands.
 *
 * Its length stays, so that no page moves; the pages it stands on get a new checksum.
 */

import { NO_COMMENTS } from "./codings.ts";
import { Overwriting, type Recipe } from "./recipe.ts";
import { bytesOf, CannotClean, latin, type Source } from "./source.ts";

const PAGE_HEADER = 27;
const OPUS_HEAD = "OpusHead";
const VORBIS_HEAD = "\x01vorbis";
/** An empty vendor, no comment; Opus allows zeros behind. */
const EMPTY: Readonly<Record<string, string>> = {
  [OPUS_HEAD]: "OpusTags\0\0\0\0\0\0\0\0",
  [VORBIS_HEAD]: NO_COMMENTS,
};
const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24;
  for (let bit = 0; bit < 8; bit++) rest = (rest << 1) ^ (rest & 0x80000000 ? 0x04c11db7 : 0);
  return rest >>> 0;
});

/** A logical stream whose comments are still to come: what is to be written over them, and how much was. */
interface Pending {
  readonly empty: Uint8Array<ArrayBuffer>;
  written: number;
}

interface Page {
  readonly at: number;
  readonly end: number;
  readonly serial: number;
  readonly flags: number;
  readonly lacing: readonly number[];
}

/** Return the recipe of an Ogg file that sounds the same. */
export async function cleanOgg(source: Source): Promise<Recipe> {
  const over = new Overwriting();
  const pending = new Map<number, Pending>();
  for (let at = 0; at < source.size; ) {
    const page = await pageAt(source, at);
    const bytes = new Uint8Array(await source.read(at, page.end - at));
    const body = bytes.subarray(PAGE_HEADER + page.lacing.length);
    const waiting = pending.get(page.serial);
    const isOver = waiting === undefined || waiting.written === Infinity;
    if (page.flags & 2 && isOver) {
      pending.set(page.serial, { empty: emptyFor(body), written: 0 });
    } else if (waiting === undefined) {
      throw new CannotClean("a page of no stream");
    } else if (!isOver) {
      blank(page, body, waiting);
      over.put(at, withChecksum(bytes));
    }
    at = page.end;
  }
  if ([...pending.values()].some(({ written }) => written !== Infinity)) {
    throw new CannotClean("comments that do not end");
  }
  return over.recipe(source.size);
}

function emptyFor(head: Uint8Array): Uint8Array<ArrayBuffer> {
  const start = latin(head.subarray(0, 8));
  const known = [OPUS_HEAD, VORBIS_HEAD].find((each) => start.startsWith(each));
  const empty = known === undefined ? undefined : EMPTY[known];
  if (empty === undefined) {
    throw new CannotClean("a stream that nobody knows");
  }
  return bytesOf(empty);
}

/** Write over the part of the comment packet on this page: the first packet after the head. */
function blank(page: Page, body: Uint8Array, waiting: Pending): void {
  let size = 0;
  let ends = false;
  for (const length of page.lacing) {
    size += length;
    ends = length < 255;
    if (ends) break;
  }
  if (waiting.written === 0 && latin(body.subarray(0, 7)) !== latin(waiting.empty.subarray(0, 7))) {
    throw new CannotClean("no comments");
  }
  body.fill(0, 0, size);
  body.set(waiting.empty.subarray(waiting.written, waiting.written + size));
  waiting.written += size;
  if (ends && waiting.written < waiting.empty.length) {
    throw new CannotClean("comments that are too short");
  }
  if (ends) waiting.written = Infinity;
}

async function pageAt(source: Source, at: number): Promise<Page> {
  if (!(await source.has(at, "OggS\0"))) {
    throw new CannotClean("no page");
  }
  const flags = await source.byte(at + 5);
  const serial = await source.little(at + 14, 4);
  const lacing = [...(await source.read(at + PAGE_HEADER, await source.byte(at + 26)))];
  const end = at + PAGE_HEADER + lacing.length + lacing.reduce((sum, length) => sum + length, 0);
  if (end > source.size) {
    throw new CannotClean("ends too early");
  }
  return { at, end, serial, flags, lacing };
}

function withChecksum(page: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(page.buffer);
  view.setUint32(22, 0, true);
  let rest = 0;
  for (const byte of page) rest = ((rest << 8) ^ (CRC[(rest >>> 24) ^ byte] ?? 0)) >>> 0;
  view.setUint32(22, rest, true);
  return page;
}
