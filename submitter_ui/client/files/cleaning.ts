/**
 * What a file is, by its content, and what of it goes along.
 *
 * A file is `clean` only where its whole structure was followed to the end and every
 * part of it is known: whatever is not known goes out, or makes the file one that
 * cannot be cleaned. Nothing here looks at a name or believes a type.
 */

import type { Examined, FileKind } from "../contract.ts";
import { cleanGif } from "./gif.ts";
import { cleanHeif } from "./heif.ts";
import { cleanJpeg } from "./jpeg.ts";
import { cleanMatroska } from "./matroska.ts";
import { beginsFilm, brandsOf, cleanMovie } from "./movie.ts";
import { cleanMp3 } from "./mp3.ts";
import { cleanOgg } from "./ogg.ts";
import { cleanPdf } from "./pdf/pdf.ts";
import { cleanPng, PNG_START } from "./png.ts";
import { Recipe } from "./recipe.ts";
import { cleanWav, cleanWebp } from "./riff.ts";
import { Source, Unreadable } from "./source.ts";

/** A cleaned file, or the whole one where nothing can be said of it. */
export interface Cleaned extends Omit<Examined, "ownName"> {
  readonly recipe: Recipe;
}

type Clean = (source: Source) => Promise<Omit<Cleaned, "size" | "clean">>;

const STILL = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];
const STILL_AV1 = ["avif", "avis"];
const SOUND = ["M4A ", "M4B "];

/** Return what goes along of a file; a file that cannot be cleaned is returned whole and says so. */
export async function clean(file: Blob): Promise<Cleaned> {
  const source = new Source(file);
  try {
    const cleaned = await (await cleanerFor(source))(source);
    return { ...cleaned, size: cleaned.recipe.size, clean: true };
  } catch (error) {
    // Whatever else a hostile file brought about: nobody can say that nothing is left in it.
    if (error instanceof Unreadable) {
      throw error;
    }
  }
  return { recipe: whole(file), kind: "file", type: "", extension: "", size: file.size, clean: false };
}

/** Return the recipe of a file as it is. */
export function whole(file: Blob): Recipe {
  const recipe = new Recipe();
  recipe.keep(0, file.size);
  return recipe;
}

async function cleanerFor(source: Source): Promise<Clean> {
  if (await source.has(0, "\xff\xd8\xff")) return still("image/jpeg", "jpg", cleanJpeg);
  if (await source.has(0, PNG_START)) return still("image/png", "png", cleanPng);
  if (await source.has(0, "GIF8")) return still("image/gif", "gif", cleanGif);
  if (await source.has(0, "%PDF-")) return one("document", "application/pdf", "pdf", cleanPdf);
  if (await source.has(0, "OggS")) return one("sound", "audio/ogg", "ogg", cleanOgg);
  if (await source.has(0, "\x1a\x45\xdf\xa3")) return matroska;
  if (await source.has(0, "RIFF")) {
    if (await source.has(8, "WEBP")) return still("image/webp", "webp", cleanWebp);
    if (await source.has(8, "WAVE")) return one("sound", "audio/wav", "wav", cleanWav);
  }
  return (await ofBoxes(source)) ?? one("sound", "audio/mpeg", "mp3", cleanMp3);
}

async function ofBoxes(source: Source): Promise<Clean | undefined> {
  const brands = await brandsOf(source);
  const [main = ""] = brands;
  if (STILL_AV1.includes(main) || (main === "mif1" && brands.includes("avif"))) {
    return still("image/avif", "avif", cleanHeif);
  }
  if (STILL.includes(main)) return still("image/heic", "heic", cleanHeif);
  const isFilm = brands.length > 0 || (source.size >= 8 && beginsFilm(await source.text(4, 4)));
  return isFilm ? (film) => movie(film, brands.length === 0 ? "qt  " : main) : undefined;
}

async function movie(source: Source, brand: string): ReturnType<Clean> {
  const { recipe, pictures } = await cleanMovie(source);
  if (!pictures || SOUND.includes(brand)) return { recipe, kind: "sound", type: "audio/mp4", extension: "m4a" };
  const [type, extension] = brand === "qt  " ? ["quicktime", "mov"] as const : ["mp4", "mp4"] as const;
  return { recipe, kind: "video", type: `video/${type}`, extension };
}

async function matroska(source: Source): ReturnType<Clean> {
  const { recipe, pictures } = await cleanMatroska(source);
  const isWebm = (await source.text(0, Math.min(64, source.size))).includes("webm");
  const [type, extension] = isWebm ? ["webm", "webm"] as const : ["x-matroska", "mkv"] as const;
  return { recipe, kind: pictures ? "video" : "sound", type: `${pictures ? "video" : "audio"}/${type}`, extension };
}

function still(type: string, extension: string, cleaner: (source: Source) => Promise<Recipe>): Clean {
  return one("photo", type, extension, cleaner);
}

function one(kind: FileKind, type: string, extension: string, cleaner: (source: Source) => Promise<Recipe>): Clean {
  return async (source) => ({ recipe: await cleaner(source), kind, type, extension });
}
