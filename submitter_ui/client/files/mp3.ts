/** MP3: the frames that sound. What stands before and behind them (ID3, APE, lyrics) goes. */

import { Recipe } from "./recipe.ts";
import { CannotClean, type Source } from "./source.ts";

const ID3_HEADER = 10;
const APE_HEADER = 32;
/** Fewer in a row may be chance. */
const LEAST_FRAMES = 3;
/** Kilobits a second by layer III's index, for MPEG 1 and for the two after it. */
const RATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const HERTZ = [44_100, 48_000, 32_000];
/** Bits of a frame's header that are the same in every frame of a file: sync, version, layer, sample rate. */
const CONSTANT = 0xfffe0c00;

/** Return the recipe of an MP3 file that sounds the same. */
export async function cleanMp3(source: Source): Promise<Recipe> {
  const recipe = new Recipe();
  let at = await afterTags(source, 0);
  const constant = (await headerAt(source, at)) & CONSTANT;
  let frames = 0;
  while (at + 4 <= source.size) {
    const header = await headerAt(source, at);
    const size = (header & CONSTANT) === constant ? sizeOf(header) : 0;
    if (size > 0) {
      // A frame that was cut off sounds nowhere.
      if (at + size > source.size) break;
      recipe.keep(at, at + size);
      at += size;
      frames++;
      continue;
    }
    const behind = await afterTags(source, at);
    if (behind === at) {
      throw new CannotClean("something between frames");
    }
    at = behind;
  }
  if (frames < LEAST_FRAMES) {
    throw new CannotClean("no MP3");
  }
  return recipe;
}

/** Return where the tags end that begin at `from`, or `from` where none does. */
async function afterTags(source: Source, from: number): Promise<number> {
  let at = from;
  for (let size = -1; size !== 0; at += size) {
    if (await source.has(at, "ID3")) size = await id3Size(source, at);
    else if (await source.has(at, "APETAGEX")) size = APE_HEADER + (await source.little(at + 12, 4));
    else if (await source.has(at, "TAG+")) size = 227;
    else if (await source.has(at, "TAG")) size = 128;
    else size = 0;
  }
  // Some programs leave room behind a tag.
  while (at > from && at < source.size && (await source.byte(at)) === 0) at++;
  return at;
}

async function id3Size(source: Source, at: number): Promise<number> {
  const [flags = 0, ...digits] = await source.read(at + 5, 5);
  if (digits.some((digit) => digit > 0x7f)) {
    throw new CannotClean("size of a tag");
  }
  const size = digits.reduce((sum, digit) => sum * 128 + digit, 0);
  return ID3_HEADER + size + (flags & 0x10 ? ID3_HEADER : 0);
}

async function headerAt(source: Source, at: number): Promise<number> {
  return (await source.integer(at, 4)) | 0;
}

/** Return the bytes of the frame with this header, or 0 for none of layer III with a known rate. */
function sizeOf(header: number): number {
  const version = (header >>> 19) & 3;
  const hertz = HERTZ[(header >>> 10) & 3];
  const rate = RATES[version === 3 ? 0 : 1][(header >>> 12) & 15] ?? 0;
  if (header >>> 21 !== 0x7ff || version === 1 || ((header >>> 17) & 3) !== 1 || hertz === undefined || rate === 0) {
    return 0;
  }
  const divisor = version === 3 ? 1 : version === 2 ? 2 : 4;
  const samples = version === 3 ? 144 : 72;
  return Math.floor((samples * rate * 1000) / (hertz / divisor)) + ((header >>> 9) & 1);
}
