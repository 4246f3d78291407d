/**
 * HEIC and AVIF: the coded pictures stay where they are; what was noted beside them is blanked.
 *
 * Such a file is a table of items. Exif becomes an empty Exif of the same length, XMP
 * and all that is no picture becomes zeros, and of the data only pictures are kept. A
 * colour profile cannot be taken out without moving the others: it stays without its
 * texts, dates and device.
 */

import { boxesByType, boxesIn, type Box, free, inside, type Range } from "./boxes.ts";
import { keepOnly } from "./movie.ts";
import { Overwriting, type Recipe } from "./recipe.ts";
import { blankProfile } from "./profile.ts";
import { bytesOf, CannotClean, type Source } from "./source.ts";
import { itemsOf, placesOf } from "./items.ts";

const PICTURES = ["hvc1", "hev1", "av01", "grid", "iden", "iovl", "tmap"];
const NOTES = ["Exif", "mime", "uri "];
const KEPT = ["pitm", "iinf", "iloc", "iref", "idat"];
const PROPERTIES = ["hvcC", "av1C", "ispe", "pixi", "pasp", "clap", "irot", "imir", "auxC", "a1op", "a1lx", "lsel", "clli", "mdcv"];
/** Where the TIFF block begins, the block, a directory without entries. */
const EMPTY_EXIF = bytesOf("\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0");

/** Return the recipe of a HEIC or AVIF file that shows the same pixels. */
export async function cleanHeif(source: Source): Promise<Recipe> {
  const over = new Overwriting();
  const data: Box[] = [];
  let kept: readonly Range[] = [];
  for await (const box of boxesIn(source, { from: 0, to: source.size })) {
    if (box.type === "mdat") data.push(box);
    else if (box.type === "meta" && kept.length === 0) kept = await cleanMeta(box, source, over);
    else if (box.type === "moov" || box.type === "meta") throw new CannotClean("a moving picture");
    else if (box.type !== "ftyp") free(box, over);
  }
  if (kept.length === 0) {
    throw new CannotClean("nothing to see");
  }
  keepOnly(kept, data, over);
  return over.recipe(source.size);
}

/** Clean the table and return which parts of the file are not to be blanked. */
async function cleanMeta(meta: Box, source: Source, over: Overwriting): Promise<readonly Range[]> {
  const boxes = await boxesByType(source, inside(meta, 4));
  const kept: Range[] = [];
  const items = await itemsOf(source, boxes);
  const places = await placesOf(source, boxes);
  for (const { id, type, name } of items) {
    if (!PICTURES.includes(type) && !NOTES.includes(type)) {
      throw new CannotClean("an item that nobody knows");
    }
    for (let at = name.from; at < name.to; at++) over.put(at, bytesOf(" "));
    const ranges = places.get(id) ?? [];
    if (PICTURES.includes(type)) kept.push(...ranges);
    else if (type === "Exif") kept.push(...writeEmptyExif(ranges, over));
  }
  for await (const box of boxesIn(source, inside(meta, 4))) {
    if (box.type === "hdlr") over.blank(box.body + 12, box.to);
    else if (box.type === "iprp") await cleanProperties(box, source, over);
    else if (box.type === "idat") keepOnly(kept, [box], over);
    else if (!KEPT.includes(box.type)) free(box, over);
  }
  return kept.filter(({ from, to }) => from < meta.from || to > meta.to);
}

/** Write an Exif without anything where there is room for it; return what was written over. */
function writeEmptyExif(ranges: readonly Range[], over: Overwriting): readonly Range[] {
  const [first, ...more] = ranges;
  if (first === undefined || more.length > 0 || first.to - first.from < EMPTY_EXIF.length) {
    return [];
  }
  over.put(first.from, EMPTY_EXIF);
  return [{ from: first.from, to: first.from + EMPTY_EXIF.length }];
}

async function cleanProperties(iprp: Box, source: Source, over: Overwriting): Promise<void> {
  for await (const box of boxesIn(source, inside(iprp))) {
    if (box.type === "ipma") continue;
    if (box.type !== "ipco") {
      free(box, over);
      continue;
    }
    for await (const property of boxesIn(source, inside(box))) {
      const isProfile = property.type === "colr" && !(await source.has(property.body, "nclx"));
      if (isProfile) await blankProfile(source, { from: property.body + 4, to: property.to }, over);
      else if (property.type !== "colr" && !PROPERTIES.includes(property.type)) free(property, over);
    }
  }
}
