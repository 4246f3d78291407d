/** Where the pictures and sounds of a track lie in the file, by the tables of its sample table. */

import { boxesByType, type Box, inside, type Range } from "./boxes.ts";
import { CannotClean, type Source } from "./source.ts";

const MAX_TABLE = 16 << 20;

/** Return the parts of the file that hold the samples of the track with this sample table. */
export async function samplesOf(source: Source, table: Box): Promise<readonly Range[]> {
  const boxes = await boxesByType(source, inside(table));
  const offsets = await chunkOffsets(source, boxes);
  const runs = await numbersIn(source, need(boxes, "stsc"), { width: 4, each: 3 });
  const sizeAt = await sampleSizes(source, need(boxes, "stsz"));
  const ranges: Range[] = [];
  let [sample, all] = [0, 0];
  for (let chunk = 0, run = 0; chunk < offsets.length; chunk++) {
    while ((runs[3 * (run + 1)] ?? Infinity) <= chunk + 1) run++;
    let size = 0;
    for (let count = runs[3 * run + 1] ?? 0; count > 0 && all + size <= source.size; count--) {
      size += sizeAt(sample++);
    }
    all += size;
    const from = offsets[chunk] ?? 0;
    if (from + size > source.size || all > source.size) {
      throw new CannotClean("samples behind the end");
    }
    ranges.push({ from, to: from + size });
  }
  return ranges;
}

async function chunkOffsets(source: Source, boxes: ReadonlyMap<string, Box>): Promise<readonly number[]> {
  const long = boxes.get("co64");
  const box = long ?? need(boxes, "stco");
  return numbersIn(source, box, { width: long === undefined ? 4 : 8, each: 1 });
}

/** Return how large a sample is, by its number. */
async function sampleSizes(source: Source, box: Box): Promise<(sample: number) => number> {
  const all = await source.integer(box.body + 4, 4);
  const most = await source.integer(box.body + 8, 4);
  // Sounds of QuickTime count bytes as samples, and mean another number of them.
  if (all === 1) {
    throw new CannotClean("samples of one byte");
  }
  const sizes = all === 0 ? await numbersIn(source, { ...box, body: box.body + 4 }, { width: 4, each: 1 }) : [];
  return (sample) => {
    if (sample >= most) {
      throw new CannotClean("more samples than there are");
    }
    return all === 0 ? (sizes[sample] ?? 0) : all;
  };
}

/** Return the numbers of a table: its count stands behind version and flags. */
async function numbersIn(
  source: Source,
  box: Box,
  { width, each }: { readonly width: 4 | 8; readonly each: number },
): Promise<readonly number[]> {
  const count = (await source.integer(box.body + 4, 4)) * each;
  const size = count * width;
  if (size > MAX_TABLE || box.body + 8 + size > box.to) {
    throw new CannotClean("size of a table");
  }
  const raw = (await source.read(box.body + 8, size)).slice();
  const view = new DataView(raw.buffer);
  return Array.from({ length: count }, (_, place) =>
    width === 4 ? view.getUint32(4 * place) : view.getUint32(8 * place) * 2 ** 32 + view.getUint32(8 * place + 4),
  );
}

function need(boxes: ReadonlyMap<string, Box>, type: string): Box {
  const box = boxes.get(type);
  if (box === undefined) {
    throw new CannotClean(`no ${type}`);
  }
  return box;
}
