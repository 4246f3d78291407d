/** The objects of a PDF as its newest table of places names them; older ones are not seen. */

import { CannotClean, latin, type Source } from "../source.ts";
import { inflate } from "./inflate.ts";
import { count, dictionary, type Dictionary, NULL, Reader, Reference, type Value } from "./values.ts";

/** Where the data of a stream lie. */
export interface Data {
  readonly from: number;
  readonly to: number;
}

/** An object: its value, and of a stream its data. */
export interface Stored {
  readonly value: Value;
  readonly data?: Data;
}

type Place = { readonly at: number } | { readonly holder: number; readonly index: number } | undefined;

const TAIL = 2048;
const WINDOW = 1 << 11;
const MAX_OBJECT = 1 << 23;
const MAX_TABLES = 500;
const MAX_OBJECTS = 500_000;
/** All that is unpacked, together: a small file can hold very much of nothing. */
const MAX_UNPACKED = 1 << 28;

export class PdfObjects {
  readonly #source: Source;
  readonly #places = new Map<number, Place>();
  readonly #held = new Map<number, readonly Value[]>();
  #unpacked = 0;
  root: Value | undefined;

  constructor(source: Source) {
    this.#source = source;
  }

  /** Read every table of places, the newest first. */
  async open(): Promise<void> {
    const from = Math.max(0, this.#source.size - TAIL);
    const tail = await this.#source.text(from, this.#source.size - from);
    const start = /startxref[\0\t\n\f\r ]+(\d{1,12})[^]*$/.exec(tail.slice(Math.max(0, tail.lastIndexOf("startxref"))));
    const waiting = [count(start?.[1])];
    for (const seen = new Set<number>(); waiting.length > 0; ) {
      const at = waiting.shift() ?? 0;
      if (seen.has(at)) continue;
      if (seen.add(at).size > MAX_TABLES) {
        throw new CannotClean("too many tables");
      }
      const trailer = await this.#table(at);
      if (trailer.has("Encrypt")) {
        throw new CannotClean("encrypted");
      }
      this.root ??= trailer.get("Root");
      for (const name of ["XRefStm", "Prev"]) {
        const next = trailer.get(name);
        if (next !== undefined) waiting.push(count(next));
      }
    }
  }

  /** Return an object; one that is nowhere is nothing. */
  async load(number: number): Promise<Stored> {
    const place = this.#places.get(number);
    if (place === undefined) return { value: NULL };
    if ("at" in place) return this.#objectAt(place.at, number);
    const held = await this.#heldIn(place.holder);
    return { value: held[place.index] ?? NULL };
  }

  /** Return what a value is, where it may be a reference. */
  async resolve(value: Value | undefined): Promise<Value> {
    for (let steps = 0; value instanceof Reference; steps++) {
      if (steps > 20) throw new CannotClean("references in a circle");
      ({ value } = await this.load(value.number));
    }
    return value ?? NULL;
  }

  /** Return what is in a stream. */
  async unpack(about: Dictionary, { from, to }: Data): Promise<Uint8Array<ArrayBuffer>> {
    const unpacked = await inflate(this.#source.part(from, to), about);
    this.#unpacked += unpacked.length;
    if (this.#unpacked > MAX_UNPACKED) {
      throw new CannotClean("too much");
    }
    return unpacked;
  }

  async #table(at: number): Promise<Dictionary> {
    return (await this.#source.has(at, "xref")) ? this.#plainTable(at) : this.#packedTable(at);
  }

  async #plainTable(at: number): Promise<Dictionary> {
    return this.#parse(at, (reader) => {
      reader.take(/xref/y);
      for (let head = reader.take(/(\d+) +(\d+)/y); head !== null; head = reader.take(/(\d+) +(\d+)/y)) {
        const first = Number(head[1]);
        for (let number = first; number < first + Number(head[2]); number++) {
          const entry = reader.take(/(\d{10}) (\d{5}) ([nf])/y);
          if (entry === null) throw new CannotClean("an entry");
          this.#note(number, entry[3] === "n" ? { at: Number(entry[1]) } : undefined);
        }
      }
      if (reader.take(/trailer/y) === null) throw new CannotClean("no trailer");
      return dictionary(reader.value());
    });
  }

  async #packedTable(at: number): Promise<Dictionary> {
    const stored = await this.#objectAt(at);
    const table = dictionary(stored.value);
    if (table.get("Type") !== "/XRef") {
      throw new CannotClean("no table");
    }
    const [kindWidth = 0, oneWidth = 0, twoWidth = 0] = numbers(table.get("W"));
    const sections = table.has("Index") ? numbers(table.get("Index")) : [0, count(table.get("Size"))];
    if (kindWidth + oneWidth + twoWidth === 0) {
      throw new CannotClean("entries of nothing");
    }
    const packed = await this.#streamOf(table, stored);
    let from = 0;
    const take = (width: number): number => packed.subarray(from, (from += width)).reduce((sum, byte) => sum * 256 + byte, 0);
    for (let section = 0; section + 1 < sections.length; section += 2) {
      const first = sections[section] ?? 0;
      for (let number = first; number < first + (sections[section + 1] ?? 0); number++) {
        if (from + kindWidth + oneWidth + twoWidth > packed.length) throw new CannotClean("an entry");
        const kind = kindWidth === 0 ? 1 : take(kindWidth);
        const [one, two] = [take(oneWidth), take(twoWidth)];
        this.#note(number, kind === 1 ? { at: one } : kind === 2 ? { holder: one, index: two } : undefined);
      }
    }
    return table;
  }

  #note(number: number, place: Place): void {
    if (this.#places.size > MAX_OBJECTS) {
      throw new CannotClean("too many objects");
    }
    if (!this.#places.has(number)) this.#places.set(number, place);
  }

  async #objectAt(at: number, number?: number): Promise<Stored> {
    const [value, end] = await this.#parse(at, (reader) => {
      const head = reader.take(/(\d+)[\0\t\n\f\r ]+(\d+)[\0\t\n\f\r ]+obj/y);
      if (head === null || (number !== undefined && Number(head[1]) !== number)) {
        throw new CannotClean("another object");
      }
      const found = reader.value();
      if (reader.take(/stream(?:\r\n|\n)/y)) return [found, reader.at] as const;
      if (reader.take(/endobj/y) === null) throw new CannotClean("an object without an end");
      return [found, 0] as const;
    });
    if (end === 0) return { value };
    const from = at + end;
    const to = from + count(await this.resolve(dictionary(value).get("Length")));
    const behind = await this.#source.text(to, Math.min(16, Math.max(0, this.#source.size - to)));
    if (!/^[\0\t\n\f\r ]*endstream/.test(behind)) {
      throw new CannotClean("a stream without an end");
    }
    return { value, data: { from, to } };
  }

  async #heldIn(holder: number): Promise<readonly Value[]> {
    const known = this.#held.get(holder);
    if (known !== undefined) return known;
    if (!("at" in (this.#places.get(holder) ?? {}))) {
      throw new CannotClean("objects in objects");
    }
    const stored = await this.load(holder);
    const held = dictionary(stored.value);
    const text = latin(await this.#streamOf(held, stored));
    const heads = new Reader(text);
    const first = count(held.get("First"));
    const bodies = new Reader(text);
    const values: Value[] = [];
    for (let left = Math.min(count(held.get("N")), MAX_OBJECTS); left > 0; left--) {
      const head = heads.take(/(\d+)[\0\t\n\f\r ]+(\d+)/y);
      const start = first + Number(head?.[2]);
      // One behind the other, so that none is read twice.
      if (!(start >= bodies.at)) throw new CannotClean("an object in objects");
      bodies.at = start;
      values.push(bodies.value());
    }
    this.#held.set(holder, values);
    return values;
  }

  async #streamOf(about: Dictionary, { data }: Stored): Promise<Uint8Array> {
    if (data === undefined) {
      throw new CannotClean("no stream");
    }
    return this.unpack(about, data);
  }

  /** Parse from a place on, in as much text as that takes. */
  async #parse<Parsed>(at: number, parse: (reader: Reader) => Parsed): Promise<Parsed> {
    for (let size = WINDOW; ; size *= 4) {
      const length = Math.min(size, this.#source.size - at);
      const reader = new Reader(await this.#source.text(at, length));
      const isAll = at + length === this.#source.size || size > MAX_OBJECT;
      try {
        const parsed = parse(reader);
        // At the very end of the text a number or a word may have been cut.
        if (isAll || reader.at < length - 64) return parsed;
      } catch (error) {
        if (isAll) throw error;
      }
    }
  }
}

function numbers(value: Value | undefined): readonly number[] {
  if (!Array.isArray(value)) {
    throw new CannotClean("no numbers");
  }
  return value.map((each: Value) => count(each));
}
