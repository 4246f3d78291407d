/** RIFF: WebP pictures and WAV sound. The chunks that make them stay; Exif, XMP, profiles and all others go. */

import { onlyOrientation, orientationIn } from "./exif.ts";
import { Recipe } from "./recipe.ts";
import { bytesOf, CannotClean, type Source } from "./source.ts";

const HEADER = 12;
const WAV = ["fmt ", "fact", "data"];
const WEBP = ["ANIM", "ALPH", "VP8 ", "VP8L"];
const FRAME_HEADER = 16;
const EXIF_FLAG = 0x08;
/** Colour profile, Exif, XMP. */
const DROPPED_FLAGS = 0x20 | EXIF_FLAG | 0x04;

interface Chunk {
  readonly id: string;
  readonly from: number;
  readonly body: number;
  readonly to: number;
}

/** Return the recipe of a WAV file that sounds the same. */
export async function cleanWav(source: Source): Promise<Recipe> {
  const inside = new Recipe();
  let sounds = false;
  for await (const chunk of chunksOf(source)) {
    if (WAV.includes(chunk.id)) {
      keep(inside, chunk);
      sounds ||= chunk.id === "data";
    }
  }
  return inRiff("WAVE", inside, sounds);
}

/** Return the recipe of a WebP file that shows the same pixels. */
export async function cleanWebp(source: Source): Promise<Recipe> {
  const orientation = await orientationOf(source);
  const inside = new Recipe();
  let shows = false;
  for await (const chunk of chunksOf(source)) {
    if (chunk.id === "VP8X") {
      const flags = (await source.byte(chunk.body)) & ~DROPPED_FLAGS;
      const size = await source.text(chunk.body + 4, 6);
      const said = String.fromCharCode(flags | (orientation === 1 ? 0 : EXIF_FLAG));
      inside.put(bytesOf(`VP8X\x0a\0\0\0${said}\0\0\0${size}`));
    } else if (chunk.id === "ANMF") {
      await keepFrame(source, chunk, inside);
      shows = true;
    } else if (WEBP.includes(chunk.id)) {
      keep(inside, chunk);
      shows ||= chunk.id !== "ANIM";
    }
  }
  if (orientation !== 1) {
    const tiff = onlyOrientation(orientation);
    inside.put(chunkHead("EXIF", tiff.length));
    inside.put(tiff);
  }
  return inRiff("WEBP", inside, shows);
}

async function orientationOf(source: Source): Promise<number> {
  for await (const { id, body, to } of chunksOf(source)) {
    if (id === "EXIF") {
      const headed = await source.has(body, "Exif\0\0");
      const from = headed ? body + 6 : body;
      return orientationIn(await source.read(from, to - from));
    }
  }
  return 1;
}

async function keepFrame(source: Source, frame: Chunk, recipe: Recipe): Promise<void> {
  const first = frame.body + FRAME_HEADER;
  const inside = new Recipe();
  for await (const chunk of chunksIn(source, first, frame.to)) {
    if (WEBP.includes(chunk.id)) keep(inside, chunk);
  }
  recipe.put(chunkHead("ANMF", FRAME_HEADER + inside.size));
  recipe.keep(frame.body, first);
  recipe.append(inside, 0);
}

/** Keep a chunk; the byte that makes its length even is ours. */
function keep(recipe: Recipe, { from, body, to }: Chunk): void {
  recipe.keep(from, to);
  recipe.blank((to - body) % 2);
}

function inRiff(form: string, inside: Recipe, isWhole: boolean): Recipe {
  if (!isWhole) {
    throw new CannotClean("nothing to see or hear");
  }
  const recipe = new Recipe();
  recipe.put(chunkHead("RIFF", inside.size + 4));
  recipe.put(bytesOf(form));
  recipe.append(inside, 0);
  return recipe;
}

function chunkHead(id: string, size: number): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(`${id}\0\0\0\0`);
  new DataView(bytes.buffer).setUint32(4, size, true);
  return bytes;
}

async function* chunksOf(source: Source): AsyncGenerator<Chunk> {
  // What stands behind the end that the file names itself is no part of it.
  yield* chunksIn(source, HEADER, 8 + (await source.little(4, 4)));
}

async function* chunksIn(source: Source, from: number, end: number): AsyncGenerator<Chunk> {
  for (let at = from; at < end; ) {
    const body = at + 8;
    const to = body + (await source.little(at + 4, 4));
    if (to > Math.min(end, source.size)) {
      throw new CannotClean("ends too early");
    }
    yield { id: await source.text(at, 4), from: at, body, to };
    at = to + ((to - body) % 2);
  }
}
