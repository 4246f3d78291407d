/** Streams of a PDF that hold tables and objects, unpacked by the browser. */

import { CannotClean } from "../source.ts";
import { count, type Dictionary, type Value } from "./values.ts";

const MAX_UNPACKED = 1 << 26;

/** Return what is in a stream, or throw `CannotClean` for a packing that tables and objects do not have. */
export async function inflate(packed: Blob, about: Dictionary): Promise<Uint8Array<ArrayBuffer>> {
  const filter = only(about.get("Filter"));
  const parameters = only(about.get("DecodeParms"));
  if (filter === undefined) return new Uint8Array(await packed.arrayBuffer());
  if (filter !== "/FlateDecode") {
    throw new CannotClean("another packing");
  }
  const unpacked = await unpack(packed);
  const predictor = parameters instanceof Map ? count(parameters.get("Predictor") ?? "1") : 1;
  if (!(parameters instanceof Map) || predictor === 1) return unpacked;
  if (predictor < 10 || parameters.has("Colors") || parameters.has("BitsPerComponent")) {
    throw new CannotClean("another prediction");
  }
  return unpredict(unpacked, count(parameters.get("Columns") ?? "1"));
}

function only(value: Value | undefined): Value | undefined {
  if (!Array.isArray(value)) return value === "null" ? undefined : value;
  if (value.length > 1) {
    throw new CannotClean("packed twice");
  }
  const [first]: readonly Value[] = value;
  return first;
}

async function unpack(packed: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const reader = packed.stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      pieces.push(next.value);
      size += next.value.length;
      if (size > MAX_UNPACKED) throw new CannotClean("too much");
    }
  } catch (error) {
    // Many programs count the end of a line behind the data as data: whoever parses it sees what is missing.
    if (error instanceof CannotClean) throw error;
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** Undo the PNG filters of rows of bytes. */
function unpredict(filtered: Uint8Array, columns: number): Uint8Array<ArrayBuffer> {
  const rows = Math.floor(filtered.length / (columns + 1));
  const plain = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const kind = filtered[row * (columns + 1)] ?? 0;
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const left = column > 0 ? (plain[at - 1] ?? 0) : 0;
      const above = row > 0 ? (plain[at - columns] ?? 0) : 0;
      const corner = row > 0 && column > 0 ? (plain[at - columns - 1] ?? 0) : 0;
      plain[at] = (filtered[at + row + 1] ?? 0) + predicted(kind, left, above, corner);
    }
  }
  return plain;
}

function predicted(kind: number, left: number, above: number, corner: number): number {
  if (kind === 3) return (left + above) >> 1;
  if (kind === 4) {
    const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
    return a <= b && a <= c ? left : b <= c ? above : corner;
  }
  return [0, left, above][kind] ?? 0;
}
