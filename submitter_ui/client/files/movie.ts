/**
 * MP4, QuickTime, 3GP and M4A: pictures and sounds stay where they are, byte for byte.
 *
 * Only boxes that playing needs are kept, and of the data only what a picture or sound
 * track points at. Places, times, names, and tracks that note where the camera was
 * become free space of the same size, so that no offset moves.
 */

import { blankFlac } from "./codings.ts";
import { boxesByType, boxesIn, type Box, free, inside, type Range } from "./boxes.ts";
import { Overwriting, type Recipe } from "./recipe.ts";
import { samplesOf } from "./samples.ts";
import { CannotClean, type Source } from "./source.ts";

const HOLDING = ["mdia", "minf", "stbl", "edts", "mvex", "moof", "traf", "mfra", "tapt"];
const KEPT = [
  "vmhd", "smhd", "nmhd", "stts", "ctts", "cslg", "stss", "stsc", "stsz", "stco", "co64", "sdtp", "sbgp", "sgpd",
  "elst", "mehd", "trex", "mfhd", "tfhd", "tfdt", "trun", "tfra", "mfro", "clef", "prof", "enof",
];
const AT_TOP = ["ftyp", "styp", "sidx"];
const PICTURES = ["avc1", "avc3", "hvc1", "hev1", "dvh1", "dvhe", "av01", "vp08", "vp09", "mp4v", "s263", "h263"];
const SOUNDS = ["mp4a", "alac", "samr", "sawb", "ac-3", "ec-3", "Opus", "fLaC"];
const OF_ENTRY = [
  "avcC", "hvcC", "av1C", "vpcC", "dvcC", "dvvC", "d263", "esds", "damr", "dac3", "dec3", "dOps", "dfLa", "alac",
  "pasp", "clap", "fiel", "btrt", "chan", "frma", "mp4a",
];
const MAX_DESCRIPTION = 1 << 16;
const UNDETERMINED = Uint8Array.of(0x55, 0xc4);

/** What was found on the way through a film. */
interface Found {
  readonly source: Source;
  readonly over: Overwriting;
  readonly samples: Range[];
  pictures: boolean;
  isPieced: boolean;
  leftOut: boolean;
  tracks: number;
}

/** Return the recipe of a film or a sound, and whether there is anything to see in it. */
export async function cleanMovie(source: Source): Promise<{ readonly recipe: Recipe; readonly pictures: boolean }> {
  const over = new Overwriting();
  const found: Found = { source, over, samples: [], pictures: false, isPieced: false, leftOut: false, tracks: 0 };
  const data: Box[] = [];
  for await (const box of boxesIn(source, { from: 0, to: source.size })) {
    if (box.type === "mdat") data.push(box);
    else if (box.type === "moov") await cleanHeader(box, found);
    else if (box.type === "moof" || box.type === "mfra") await cleanHolder(box, found);
    else if (!AT_TOP.includes(box.type)) free(box, over);
    found.isPieced ||= box.type === "moof";
  }
  if (found.isPieced ? found.leftOut || found.tracks === 0 : found.samples.length === 0) {
    throw new CannotClean("nothing to see or hear, or in pieces beside something else");
  }
  if (!found.isPieced) {
    keepOnly(found.samples, data, over);
  }
  return { recipe: over.recipe(source.size), pictures: found.pictures };
}

/** Blank what lies in these boxes and in none of the ranges. */
export function keepOnly(ranges: readonly Range[], data: readonly Box[], over: Overwriting): void {
  const kept = [...ranges].sort((one, other) => one.from - other.from);
  let next = 0;
  for (const { body, to } of data) {
    let at = body;
    for (; next < kept.length && (kept[next]?.from ?? to) < to; next++) {
      const range = kept[next];
      if (range === undefined) break;
      over.blank(at, Math.min(range.from, to));
      at = Math.max(at, range.to);
    }
    over.blank(at, to);
  }
}

async function cleanHeader(moov: Box, found: Found): Promise<void> {
  for await (const box of boxesIn(found.source, inside(moov))) {
    if (box.type === "trak") await cleanTrack(box, found);
    else if (box.type === "mvhd") await blankTimes(box, found);
    else if (box.type === "mvex") await cleanHolder(box, found);
    else free(box, found.over);
  }
}

/** A track that is neither pictures nor sound goes whole: it may be where the camera was, second by second. */
async function cleanTrack(trak: Box, found: Found): Promise<void> {
  const { source, over } = found;
  const media = (await boxesByType(source, inside(trak))).get("mdia");
  const parts = media === undefined ? undefined : await boxesByType(source, inside(media));
  const handler = parts?.get("hdlr");
  const kind = handler === undefined ? "" : await source.text(handler.body + 8, 4);
  if (kind !== "vide" && kind !== "soun") {
    free(trak, over);
    found.leftOut = true;
    return;
  }
  found.pictures ||= kind === "vide";
  found.tracks++;
  for await (const box of boxesIn(source, inside(trak))) {
    if (box.type === "tkhd") await blankTimes(box, found);
    else if (HOLDING.includes(box.type)) await cleanHolder(box, found, kind);
    else free(box, over);
  }
}

async function cleanHolder(holder: Box, found: Found, kind = ""): Promise<void> {
  const { source, over } = found;
  for await (const box of boxesIn(source, inside(holder))) {
    if (box.type === "stbl" && !found.isPieced) found.samples.push(...(await samplesOf(source, box)));
    if (box.type === "mdhd") await blankTimes(box, found);
    else if (box.type === "hdlr") over.blank(box.body + 12, box.to);
    else if (box.type === "stsd") await cleanEntries(box, found, kind);
    else if (box.type === "dinf") await requireOwnData(box, source);
    else if (HOLDING.includes(box.type)) await cleanHolder(box, found, kind);
    else if (!KEPT.includes(box.type)) free(box, over);
  }
}

/** The times at which it was made and changed, and a track's language. */
async function blankTimes({ type, body }: Box, { source, over }: Found): Promise<void> {
  const width = (await source.byte(body)) === 1 ? 8 : 4;
  over.blank(body + 4, body + 4 + 2 * width);
  if (type === "mdhd") {
    // Behind the two times, the scale and the duration.
    over.put(body + 8 + 3 * width, UNDETERMINED);
  }
}

async function cleanEntries(stsd: Box, { source, over }: Found, kind: string): Promise<void> {
  const known = kind === "vide" ? PICTURES : SOUNDS;
  for await (const entry of boxesIn(source, inside(stsd, 8))) {
    if (!known.includes(entry.type)) {
      throw new CannotClean("a coding that nobody knows");
    }
    // Who made the coder, and its name.
    over.blank(entry.body + 12, entry.body + 16);
    if (kind === "vide") over.blank(entry.body + 42, entry.body + 74);
    await cleanEntry(inside(entry, await entryHead(source, entry, kind)), source, over);
  }
}

async function entryHead(source: Source, { body }: Box, kind: string): Promise<number> {
  if (kind === "vide") return 78;
  const version = await source.integer(body + 8, 2);
  return [28, 44, 64][version] ?? 28;
}

async function cleanEntry(range: ReturnType<typeof inside>, source: Source, over: Overwriting): Promise<void> {
  let end = range.from;
  for await (const box of boxesIn(source, range)) {
    if (box.type === "wave") await cleanEntry(inside(box), source, over);
    else if (box.type === "colr") await cleanColours(box, source, over);
    else if (box.type === "dfLa") await blankFlac(source, { from: box.body + 4, to: box.to }, over);
    else if (box.type === "esds") await refuseComments(box, source);
    else if (box.type !== "\0\0\0\0" && !OF_ENTRY.includes(box.type)) free(box, over);
    end = box.to;
  }
  over.blank(end, range.to);
}

/** Colours by number stay; a profile may name a device. */
async function cleanColours(box: Box, source: Source, over: Overwriting): Promise<void> {
  const kind = await source.text(box.body, 4);
  if (kind !== "nclx" && kind !== "nclc") free(box, over);
}

/** A sound of Vorbis in a film has its comments here. */
async function refuseComments({ body, to }: Box, source: Source): Promise<void> {
  if (to - body > MAX_DESCRIPTION || (await source.text(body, to - body)).includes("vorbis")) {
    throw new CannotClean("comments");
  }
}

/** A track may say that its data lie in another file, and name it. */
async function requireOwnData(dinf: Box, source: Source): Promise<void> {
  const dref = (await boxesByType(source, inside(dinf))).get("dref");
  if (dref === undefined || dref.to !== dinf.to) {
    throw new CannotClean("data in another file");
  }
  for await (const entry of boxesIn(source, inside(dref, 8))) {
    const isOwn = (await source.integer(entry.body, 4)) === 1;
    if (entry.to - entry.body !== 4 || !isOwn) {
      throw new CannotClean("data in another file");
    }
  }
}

/** Return the name of the first kind that a file says it has, and of the others. */
export async function brandsOf(source: Source): Promise<readonly string[]> {
  if (!(await source.has(4, "ftyp"))) return [];
  const end = Math.min(await source.integer(0, 4), source.size, 256);
  const brands = [await source.text(8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(await source.text(at, 4));
  return brands;
}

/** The name of a box that a film may begin with, where it does not say of what kind it is. */
export function beginsFilm(type: string): boolean {
  return ["moov", "mdat", "wide", "free", "skip"].includes(type);
}
