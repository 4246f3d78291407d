/** A colour profile that has to stay: without texts, dates, names of a device, and what calibrating it measured. */

import type { Range } from "./boxes.ts";
import type { Overwriting } from "./recipe.ts";
import { CannotClean, type Source } from "./source.ts";

const HEADER = 128;
const ENTRY = 12;
const MAX_ENTRIES = 100;
/** What colours are reckoned with. */
const KEPT = [
  "wtpt", "bkpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "kTRC", "chad", "chrm", "cicp",
  "A2B0", "A2B1", "A2B2", "B2A0", "B2A1", "B2A2", "gamt",
];
/** Parts of the header: program, date, platform, device, its attributes, creator, fingerprint, and what is reserved. */
const NAMES = [[4, 8], [24, 36], [40, 64], [80, 128]] as const;
/** The kind of a text says how it is read, and stays. */
const KIND = 8;

/** Blank what a profile says beside its colours; its size stays. */
export async function blankProfile(source: Source, { from, to }: Range, over: Overwriting): Promise<void> {
  const count = await source.integer(from + HEADER, 4);
  const end = from + HEADER + 4 + count * ENTRY;
  if (count > MAX_ENTRIES || end > to) {
    throw new CannotClean("a colour profile");
  }
  for (const [start, stop] of NAMES) over.blank(from + start, from + stop);
  const kept: Range[] = [];
  for (let at = from + HEADER + 4; at < end; at += ENTRY) {
    const start = from + (await source.integer(at + 4, 4));
    const stop = start + (await source.integer(at + 8, 4));
    const isKept = KEPT.includes(await source.text(at, 4));
    kept.push({ from: start, to: isKept ? stop : Math.min(stop, start + KIND) });
  }
  let at = end;
  for (const range of kept.sort((one, other) => one.from - other.from)) {
    if (range.from < end || range.to > to) {
      throw new CannotClean("a colour profile");
    }
    over.blank(at, Math.max(at, range.from));
    at = Math.max(at, range.to);
  }
  over.blank(at, to);
}
