/** The items of a HEIC or AVIF file: what each is, and where its bytes lie. */

import { boxesIn, type Box, inside, type Range } from "./boxes.ts";
import { CannotClean, type Source } from "./source.ts";

/** An item, and where its name stands: a name may be anything. */
export interface Item {
  readonly id: number;
  readonly type: string;
  readonly name: Range;
}

const MAX_ITEMS = 10_000;

/** Return every item that is listed. */
export async function itemsOf(source: Source, boxes: ReadonlyMap<string, Box>): Promise<readonly Item[]> {
  const iinf = need(boxes, "iinf");
  const head = (await source.byte(iinf.body)) === 0 ? 6 : 8;
  const items: Item[] = [];
  for await (const box of boxesIn(source, inside(iinf, head))) {
    const version = await source.byte(box.body);
    if (box.type !== "infe" || version < 2 || items.length === MAX_ITEMS) {
      throw new CannotClean("an item of another time");
    }
    const width = version === 2 ? 2 : 4;
    const at = box.body + 4;
    const type = await source.text(at + width + 2, 4);
    const from = at + width + 6;
    items.push({ id: await source.integer(at, width), type, name: { from, to: await endOfText(source, from, box.to) } });
  }
  return items;
}

/** Return where the bytes of each item lie, by its number. */
export async function placesOf(
  source: Source,
  boxes: ReadonlyMap<string, Box>,
): Promise<ReadonlyMap<number, readonly Range[]>> {
  const iloc = need(boxes, "iloc");
  const version = await source.byte(iloc.body);
  const sizes = await source.integer(iloc.body + 4, 2);
  const [offset, length, base] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const index = version === 0 ? 0 : sizes & 15;
  let at = iloc.body + 6;
  const take = async (width: number): Promise<number> => {
    at += width;
    if (at > iloc.to || width > 8) throw new CannotClean("places of items");
    return width === 8 ? eightBytes(source, at - 8) : source.integer(at - width, width);
  };
  const wide = version < 2 ? 2 : 4;
  const count = await take(wide);
  const places = new Map<number, readonly Range[]>();
  for (let left = Math.min(count, MAX_ITEMS + 1); left > 0; left--) {
    const id = await take(wide);
    const start = await originOf(boxes, version === 0 ? 0 : (await take(2)) & 15);
    const inFile = await take(2);
    const origin = start + (await take(base));
    const ranges: Range[] = [];
    for (let extents = await take(2); extents > 0; extents--) {
      await take(index);
      const from = origin + (await take(offset));
      const size = await take(length);
      ranges.push({ from, to: size === 0 || inFile !== 0 ? refuse() : from + size });
    }
    places.set(id, ranges);
  }
  return count > MAX_ITEMS ? refuse() : places;
}

function refuse(): never {
  throw new CannotClean("an item elsewhere");
}

/** Items lie in the file, or in the box `idat`; those that lie in other items are not followed. */
async function originOf(boxes: ReadonlyMap<string, Box>, method: number): Promise<number> {
  return method === 0 ? 0 : method === 1 ? need(boxes, "idat").body : refuse();
}

async function eightBytes(source: Source, at: number): Promise<number> {
  return (await source.integer(at, 2)) === 0 ? source.integer(at + 2, 6) : refuse();
}

async function endOfText(source: Source, from: number, to: number): Promise<number> {
  let at = from;
  while (at < to && (await source.byte(at)) !== 0) at++;
  return at;
}

function need(boxes: ReadonlyMap<string, Box>, type: string): Box {
  return boxes.get(type) ?? refuse();
}
