/** PNG: the chunks that make the picture, also a moving one. Texts, times, Exif, profiles and all others go. */

import { orientationIn } from "./exif.ts";
import { Recipe } from "./recipe.ts";
import { CannotClean, type Source } from "./source.ts";

export const PNG_START = "\x89PNG\r\n\x1a\n";
const FRAME = 12;
const KEPT = [
  "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "cICP", "mDCV", "cLLI",
  "acTL", "fcTL", "fdAT",
];

/** Return the recipe of a PNG file that shows the same pixels. */
export async function cleanPng(source: Source): Promise<Recipe> {
  const recipe = new Recipe();
  recipe.keep(0, PNG_START.length);
  if (!(await source.has(PNG_START.length + 4, "IHDR"))) {
    throw new CannotClean("no PNG");
  }
  for (let at = PNG_START.length; ; ) {
    const length = await source.integer(at, 4);
    const type = await source.text(at + 4, 4);
    const end = at + FRAME + length;
    if (end > source.size) {
      throw new CannotClean("ends too early");
    }
    if (KEPT.includes(type)) {
      recipe.keep(at, end);
    } else if (type === "eXIf" && orientationIn(await source.read(at + 8, length)) !== 1) {
      // Hardly any program turns a PNG; without it this one would lie on its side in those that do.
      throw new CannotClean("turned");
    } else if (!/^[a-z][A-Za-z]{3}$/.test(type)) {
      throw new CannotClean("a chunk that the picture needs and nobody knows");
    }
    if (type === "IEND") {
      return recipe;
    }
    at = end;
  }
}
