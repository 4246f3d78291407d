/** GIF: pictures, their timing and how often they are repeated. Comments and what programs added go. */

import { Recipe } from "./recipe.ts";
import { bytesOf, CannotClean, type Source } from "./source.ts";

const SCREEN_END = 13;
const DESCRIPTOR = 10;
const LOOPS = ["NETSCAPE2.0", "ANIMEXTS1.0"];

/** Return the recipe of a GIF file that shows the same pixels. */
export async function cleanGif(source: Source): Promise<Recipe> {
  const recipe = new Recipe();
  let at = SCREEN_END + colours(await source.byte(10));
  recipe.keep(0, at);
  for (;;) {
    const introducer = await source.byte(at);
    if (introducer === 0x3b) {
      recipe.put(Uint8Array.of(introducer));
      return recipe;
    }
    const from = at;
    if (introducer === 0x2c) {
      const data = at + DESCRIPTOR + colours(await source.byte(at + 9)) + 1;
      at = await afterBlocks(source, data);
      recipe.keep(from, at);
    } else if (introducer === 0x21) {
      const label = await source.byte(at + 1);
      at = await afterBlocks(source, at + 2);
      if (label === 0xf9) recipe.keep(from, at);
      else if (label === 0xff) await keepLoops(source, from, recipe);
      else if (label !== 0xfe) throw new CannotClean("text that is drawn");
    } else {
      throw new CannotClean("no block");
    }
  }
}

function colours(flags: number): number {
  return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}

async function afterBlocks(source: Source, from: number): Promise<number> {
  let at = from;
  for (let size = await source.byte(at); size > 0; size = await source.byte(at)) {
    at += 1 + size;
  }
  return at + 1;
}

async function keepLoops(source: Source, from: number, recipe: Recipe): Promise<void> {
  const name = await source.text(from + 3, 11);
  const isCount = await source.has(from + 14, "\x03\x01");
  if ((await source.byte(from + 2)) === 11 && LOOPS.includes(name) && isCount) {
    const count = await source.text(from + 16, 2);
    recipe.put(bytesOf(`!\xff\x0b${name}\x03\x01${count}\0`));
  }
}
