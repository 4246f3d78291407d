/**
 * WebM and Matroska: what playing needs stays where it is, everything else becomes void of the same size.
 *
 * Titles, dates, programs, tags, chapters and attached files go. Elements of unknown
 * size, as browsers record them, end where something stands that they cannot hold.
 */

import { blankFlac, blankVorbis } from "./codings.ts";
import { Overwriting, type Recipe } from "./recipe.ts";
import { bigEndian, CannotClean, type Source } from "./source.ts";

const HEAD = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const VIDEO = 0xe0;
const AUDIO = 0xe1;
const CLUSTER = 0x1f43b675;
const GROUP = 0xa0;
const KIND_OF_TRACK = 0x83;
const CODING = 0x86;
const PRIVATE = 0x63a2;
/** Codings whose pictures and sounds have no room for notes, or of which they are taken out. */
const CODINGS = [
  "V_VP8", "V_VP9", "V_AV1", "V_MPEG4/ISO/AVC", "V_MPEGH/ISO/HEVC", "V_MPEG4/ISO/SP", "V_MPEG4/ISO/ASP", "V_MPEG2",
  "A_OPUS", "A_VORBIS", "A_AAC", "A_FLAC", "A_ALAC", "A_MPEG/L2", "A_MPEG/L3", "A_AC3", "A_EAC3",
  "A_PCM/INT/LIT", "A_PCM/INT/BIG", "A_PCM/FLOAT/IEEE",
];
const LONGEST_NAME = 64;
/** Stands in front of the blocks of FLAC. */
const FLAC = "fLaC";
const PROGRAMS = [0x4d80, 0x5741];
/** Per holder, what it may hold: numbers of the format's own list. */
const HOLDING: ReadonlyMap<number, readonly number[]> = new Map([
  [HEAD, [0x4286, 0x42f7, 0x42f2, 0x42f3, 0x4282, 0x4287, 0x4285]],
  [SEGMENT, [0x114d9b74, INFO, TRACKS, CLUSTER, 0x1c53bb6b]],
  [INFO, [0x2ad7b1, 0x4489, ...PROGRAMS]],
  [TRACKS, [TRACK]],
  [TRACK, [0xd7, 0x73c5, KIND_OF_TRACK, 0xb9, 0x88, 0x55aa, 0x9c, 0x23e383, CODING, PRIVATE, 0x56aa, 0x56bb, 0x6d80, VIDEO, AUDIO]],
  [VIDEO, [0xb0, 0xba, 0x9a, 0x53b8, 0x53c0, 0x54aa, 0x54bb, 0x54cc, 0x54dd, 0x54b0, 0x54ba, 0x54b2, 0x55b0]],
  [AUDIO, [0xb5, 0x78b5, 0x9f, 0x6264]],
  [CLUSTER, [0xe7, 0xa7, 0xab, 0xa3, GROUP]],
  [GROUP, [0xa1, 0x9b, 0xfb, 0x75a2]],
]);
const UNKNOWN_SIZE = Infinity;
const SHORT_VOID = 128;

interface Element {
  readonly id: number;
  readonly from: number;
  readonly body: number;
  readonly to: number;
}

interface Found {
  readonly source: Source;
  readonly over: Overwriting;
  pictures: boolean;
  sounds: boolean;
}

/** Return the recipe of a WebM or Matroska file, and whether there is anything to see in it. */
export async function cleanMatroska(source: Source): Promise<{ readonly recipe: Recipe; readonly pictures: boolean }> {
  const found: Found = { source, over: new Overwriting(), pictures: false, sounds: false };
  const head = await elementAt(source, 0, source.size);
  const segment = await elementAt(source, head.to, source.size);
  if (head.id !== HEAD || segment.id !== SEGMENT) {
    throw new CannotClean("no Matroska");
  }
  await cleanHolder(head, found);
  const end = await cleanHolder(segment, found);
  if (end !== source.size || !(found.pictures || found.sounds)) {
    throw new CannotClean("nothing to see or hear, or something behind it");
  }
  return { recipe: found.over.recipe(source.size), pictures: found.pictures };
}

/** Clean what an element holds and return where it ends. */
async function cleanHolder(holder: Element, found: Found): Promise<number> {
  const { source, over } = found;
  const allowed = HOLDING.get(holder.id) ?? [];
  const end = Math.min(holder.to, source.size);
  let at = holder.body;
  while (at < end) {
    const element = await elementAt(source, at, end);
    if (holder.to === UNKNOWN_SIZE && endsHolder(element.id, holder.id)) break;
    if (!allowed.includes(element.id)) {
      blank(element, over);
    } else if (HOLDING.has(element.id)) {
      if (element.id === TRACK) await cleanCoding(element, found);
      at = await cleanHolder(element, found);
      continue;
    } else if (PROGRAMS.includes(element.id)) {
      // They must be there, and may say nothing.
      over.blank(element.body, element.to);
    } else if (element.id === KIND_OF_TRACK) {
      await noteKind(element, found);
    }
    at = element.to;
  }
  return at;
}

/** What a track's coder wrote for players alone: known, and without comments. */
async function cleanCoding(track: Element, { source, over }: Found): Promise<void> {
  const parts = new Map<number, Element>();
  for (let at = track.body; at < track.to; ) {
    const part = await elementAt(source, at, track.to);
    if (parts.has(part.id) && [CODING, PRIVATE].includes(part.id)) {
      throw new CannotClean("two codings");
    }
    parts.set(part.id, part);
    at = part.to;
  }
  const coding = parts.get(CODING);
  const size = coding === undefined ? 0 : Math.min(coding.to - coding.body, LONGEST_NAME);
  const name = (await source.text(coding?.body ?? 0, size)).replace(/\0+$/, "");
  if (!CODINGS.includes(name)) {
    throw new CannotClean("a coding that nobody knows");
  }
  const { body, to } = parts.get(PRIVATE) ?? track;
  if (name === "A_VORBIS") await blankVorbis(source, { from: body, to }, over);
  if (name === "A_FLAC") await blankFlac(source, { from: body + FLAC.length, to }, over);
}

async function noteKind({ body, to }: Element, found: Found): Promise<void> {
  const kind = await found.source.integer(body, to - body);
  if (kind !== 1 && kind !== 2) {
    throw new CannotClean("a track of another kind");
  }
  found.pictures ||= kind === 1;
  found.sounds ||= kind === 2;
}

/** An element of unknown size ends before one that belongs a level higher. */
function endsHolder(id: number, holder: number): boolean {
  return holder === CLUSTER && (HOLDING.get(SEGMENT)?.includes(id) ?? false);
}

function blank({ from, to }: Element, over: Overwriting): void {
  const size = to - from;
  if (to === UNKNOWN_SIZE || size < 2) {
    throw new CannotClean("an element without an end");
  }
  if (size <= SHORT_VOID) {
    over.put(from, Uint8Array.of(0xec, 0x80 | (size - 2)));
    over.blank(from + 2, to);
    return;
  }
  // A void may say its size in eight bytes.
  const head = new Uint8Array(9);
  const view = new DataView(head.buffer);
  view.setUint32(1, Math.floor((size - head.length) / 2 ** 32));
  view.setUint32(5, (size - head.length) % 2 ** 32);
  head[0] = 0xec;
  head[1] = 0x01;
  over.put(from, head);
  over.blank(from + head.length, to);
}

async function elementAt(source: Source, at: number, end: number): Promise<Element> {
  const idWidth = widthOf(await source.byte(at));
  const id = await source.integer(at, idWidth);
  const first = await source.byte(at + idWidth);
  const width = widthOf(first);
  const digits = (await source.read(at + idWidth, width)).slice();
  // The first bit that is set says how many bytes there are, and is no part of the number.
  digits[0] = first & (0xff >> width);
  const size = bigEndian(digits);
  const body = at + idWidth + width;
  const isUnknown = size === 2 ** (7 * width) - 1;
  const to = isUnknown ? UNKNOWN_SIZE : body + size;
  if ((!isUnknown && to > end) || idWidth > 4 || (isUnknown && id !== SEGMENT && id !== CLUSTER)) {
    throw new CannotClean("size of an element");
  }
  return { id, from: at, body, to };
}

function widthOf(first: number): number {
  if (first === 0) {
    throw new CannotClean("no element");
  }
  return Math.clz32(first) - 23;
}
