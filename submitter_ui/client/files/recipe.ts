/**
 * What goes along of a file: parts of it, and bytes of ours between them.
 *
 * A recipe holds places, not content: nothing is copied, and a cleaned file of 100 MB
 * exists nowhere but piece by piece while it is sealed.
 */

import { CannotClean } from "./source.ts";

/** A part of the file, or bytes of ours. */
export type Part = { readonly from: number; readonly to: number } | Uint8Array<ArrayBuffer>;

const MAX_PARTS = 200_000;
const PIECE = 1 << 18;
/** Small bytes of ours are joined to those before them. */
const SMALL = 1 << 12;
const ZEROS = new Uint8Array(1 << 16);

/** A cleaned file that is another size than the original: put together from its start to its end. */
export class Recipe {
  readonly #parts: Part[] = [];
  #size = 0;

  /** The bytes of the cleaned file. */
  get size(): number {
    return this.#size;
  }

  /** Go on with a part of the file. */
  keep(from: number, to: number): void {
    const last = this.#parts.at(-1);
    if (last !== undefined && "to" in last && last.to === from) {
      this.#parts[this.#parts.length - 1] = { from: last.from, to };
      this.#size += to - from;
    } else if (to > from) {
      this.#add({ from, to }, to - from);
    }
  }

  /** Go on with bytes of ours. */
  put(bytes: Uint8Array<ArrayBuffer>): void {
    const last = this.#parts.at(-1);
    if (last !== undefined && !("to" in last) && last.length + bytes.length <= SMALL) {
      const joined = new Uint8Array(last.length + bytes.length);
      joined.set(last);
      joined.set(bytes, last.length);
      this.#parts[this.#parts.length - 1] = joined;
      this.#size += bytes.length;
    } else {
      this.#add(bytes, bytes.length);
    }
  }

  /** Go on with that many zeros. */
  blank(count: number): void {
    for (let left = count; left > 0; left -= ZEROS.length) {
      this.put(ZEROS.subarray(0, left));
    }
  }

  /** Go on with the content of a recipe for the part of the file that begins at `offset`. */
  append(inner: Recipe, offset: number): void {
    for (const part of inner.#parts) {
      if ("to" in part) {
        this.keep(part.from + offset, part.to + offset);
      } else {
        this.put(part);
      }
    }
  }

  /** Yield the cleaned content. */
  async *contentOf(file: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (const part of this.#parts) {
      if (!("to" in part)) {
        yield part;
        continue;
      }
      for (let at = part.from; at < part.to; at += PIECE) {
        const piece = file.slice(at, Math.min(part.to, at + PIECE));
        yield new Uint8Array(await piece.arrayBuffer());
      }
    }
  }

  #add(part: Part, size: number): void {
    if (this.#parts.length === MAX_PARTS) {
      throw new CannotClean("too many parts");
    }
    this.#parts.push(part);
    this.#size += size;
  }
}

/** A cleaned file of the same size, in which bytes were written over: no offset in it moves. */
export class Overwriting {
  readonly #over: { readonly from: number; readonly to: number; readonly bytes: Uint8Array<ArrayBuffer> }[] = [];

  /** Write zeros from `from` to `to`. */
  blank(from: number, to: number): void {
    this.#add(from, to, new Uint8Array());
  }

  /** Write these bytes from `at`. */
  put(at: number, bytes: Uint8Array<ArrayBuffer>): void {
    this.#add(at, at + bytes.length, bytes);
  }

  /** Return the recipe for a file of `size` bytes; two rules for one byte are a contradiction in the file. */
  recipe(size: number): Recipe {
    const recipe = new Recipe();
    let at = 0;
    for (const { from, to, bytes } of this.#over.sort((one, other) => one.from - other.from)) {
      if (from < at || to > size) {
        throw new CannotClean("overlapping");
      }
      recipe.keep(at, from);
      if (bytes.length > 0) recipe.put(bytes);
      else recipe.blank(to - from);
      at = to;
    }
    recipe.keep(at, size);
    return recipe;
  }

  #add(from: number, to: number, bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#over.length === MAX_PARTS) {
      throw new CannotClean("too many parts");
    }
    if (to > from) {
      this.#over.push({ from, to, bytes });
    }
  }
}
