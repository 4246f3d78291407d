/**
 * JPEG: the tables and scans that make the picture, and which way up it is.
 *
 * Everything else goes: Exif, XMP, IPTC, comments, thumbnails, colour profiles, and
 * what stands behind the picture (a second picture, a film of a moment).
 */

import { onlyOrientation, orientationIn } from "./exif.ts";
import { Recipe } from "./recipe.ts";
import { bytesOf, CannotClean, latin, type Source } from "./source.ts";

const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
const COMMENT = 0xfe;
/** Frames of Huffman and arithmetic coding, and their tables. */
const PICTURE = [0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc9, 0xca, 0xcb, 0xcc, 0xdb, 0xdc, 0xdd];
const EXIF = "Exif\0\0";
/** Says how the colours are stored; without density and thumbnail. */
const PLAIN_JFIF = bytesOf("\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
const ADOBE_SIZE = 12;

/** Return the recipe of a JPEG file that shows the same pixels. */
export async function cleanJpeg(source: Source): Promise<Recipe> {
  const recipe = new Recipe();
  if ((await source.integer(0, 2)) !== 0xff00 + START) {
    throw new CannotClean("no JPEG");
  }
  recipe.keep(0, 2);
  let at = 2;
  let turned = false;
  for (;;) {
    at = await skipFill(source, at);
    const marker = await source.byte(at + 1);
    if (marker === END) {
      recipe.keep(at, at + 2);
      return recipe;
    }
    const length = await source.integer(at + 2, 2);
    const body = at + 4;
    const end = at + 2 + length;
    if (length < 2) {
      throw new CannotClean("length of a segment");
    }
    if (marker === SCAN || PICTURE.includes(marker)) {
      recipe.keep(at, end);
    } else if (marker >= 0xe0 && marker <= 0xef) {
      const kept = await ownSegment(source, marker, body, end, turned);
      turned ||= marker === 0xe1 && kept.length > 0;
      if (kept.length > 0) recipe.put(kept);
    } else if (marker !== COMMENT) {
      throw new CannotClean("a segment that nobody knows");
    }
    at = end;
    if (marker === SCAN) {
      at = await endOfScan(source, end);
      recipe.keep(end, at);
    }
  }
}

/** Return what takes the place of an application's segment: mostly nothing. */
async function ownSegment(
  source: Source,
  marker: number,
  from: number,
  to: number,
  turned: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const content = latin(await source.read(from, to - from));
  if (marker === 0xe0 && content.startsWith("JFIF\0")) {
    return PLAIN_JFIF;
  }
  if (marker === 0xee && content.startsWith("Adobe") && content.length >= ADOBE_SIZE) {
    return bytesOf(`\xff\xee\0\x0e${content.slice(0, 5)}\0\x64\0\0\0\0${content.charAt(11)}`);
  }
  if (marker === 0xe1 && content.startsWith(EXIF) && !turned) {
    const orientation = orientationIn(bytesOf(content.slice(EXIF.length)));
    const block = EXIF + latin(onlyOrientation(orientation));
    return orientation === 1 ? new Uint8Array() : bytesOf(`\xff\xe1\0${String.fromCharCode(block.length + 2)}${block}`);
  }
  return new Uint8Array();
}

/** A marker may be preceded by any number of 0xff. */
async function skipFill(source: Source, from: number): Promise<number> {
  let at = from;
  if ((await source.byte(at)) !== 0xff) {
    throw new CannotClean("no marker");
  }
  while ((await source.byte(at + 1)) === 0xff) at++;
  return at;
}

/** Return where the coded pixels end: at the first marker that is neither stuffing nor a restart. */
async function endOfScan(source: Source, from: number): Promise<number> {
  for (let at = from; ; ) {
    const some = await source.some(at);
    const found = some.indexOf(0xff);
    if (found === -1) {
      at += some.length;
      continue;
    }
    at += found;
    const next = await source.byte(at + 1);
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) {
      return at;
    }
    at += next === 0xff ? 1 : 2;
  }
}
