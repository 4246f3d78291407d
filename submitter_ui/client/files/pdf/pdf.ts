/**
 * PDF: written anew from what the pages need, under new numbers.
 *
 * What was overwritten or deleted, the table of properties, XMP, what a screen reader
 * would say of a picture and every object that no page reaches stay behind. Text, forms and fonts go along as they are: a name that
 * stands on a page stands there still.
 */

import { cleanJpeg } from "../jpeg.ts";
import { blankProfile } from "../profile.ts";
import { Overwriting, Recipe } from "../recipe.ts";
import { bytesOf, CannotClean, Source } from "../source.ts";
import { type Data, PdfObjects, type Stored } from "./objects.ts";
import { cleanCatalog, cleanDictionary, isJpeg } from "./rules.ts";
import { type Dictionary, dictionary, Reference, type Value, write } from "./values.ts";

const HEAD = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
const MAX_OBJECTS = 200_000;
/** Bytes of our own: what objects say beside their data. A small file may have each of them hold all others. */
const MAX_TEXT = 1 << 24;
/** Where a colour profile says that it is one. */
const PROFILE_AT = 36;

/** Return the recipe of a PDF file that shows the same pages. */
export async function cleanPdf(source: Source): Promise<Recipe> {
  const objects = new PdfObjects(source);
  await objects.open();
  if (!(objects.root instanceof Reference)) {
    throw new CannotClean("no root");
  }
  return new Writer(source, objects).write(objects.root);
}

class Writer {
  readonly #source: Source;
  readonly #objects: PdfObjects;
  readonly #recipe = new Recipe();
  /** Old numbers in the order of the new ones, which begin at 1. */
  readonly #order: number[] = [];
  readonly #numbers = new Map<number, number>();
  readonly #places: number[] = [];
  #written = 0;

  constructor(source: Source, objects: PdfObjects) {
    this.#source = source;
    this.#objects = objects;
  }

  async write(root: Reference): Promise<Recipe> {
    this.#put(HEAD);
    this.#numberOf(root);
    for (let place = 0; place < this.#order.length; place++) {
      const stored = await this.#objects.load(this.#order[place] ?? 0);
      this.#places.push(this.#recipe.size);
      this.#put(`${place + 1} 0 obj\n`);
      await this.#object(place === 0 ? { value: await this.#catalog(stored.value) } : stored);
      this.#put("\nendobj\n");
    }
    const table = this.#recipe.size;
    const entries = this.#places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`);
    const size = entries.length + 1;
    this.#put(`xref\n0 ${size}\n0000000000 65535 f \n${entries.join("")}`);
    this.#put(`trailer\n<</Size ${size} /Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`);
    return this.#recipe;
  }

  /** Of the names only those of places in the text go along. */
  async #catalog(value: Value): Promise<Value> {
    const catalog = cleanCatalog(dictionary(value));
    const names = await this.#objects.resolve(catalog.get("Names"));
    catalog.delete("Names");
    if (names instanceof Map) {
      cleanDictionary(names);
      const places = names.get("Dests");
      if (places !== undefined) catalog.set("Names", new Map([["Dests", places]]));
    }
    return catalog;
  }

  async #object({ value, data }: Stored): Promise<void> {
    const cleaned = clean(value);
    if (data === undefined) {
      this.#put(write(cleaned, (each) => this.#numberOf(each)));
      return;
    }
    const about = dictionary(cleaned);
    const content = await this.#contentOf(about, data);
    about.set("Length", String(content.size));
    this.#put(`${write(about, (each) => this.#numberOf(each))}\nstream\n`);
    this.#recipe.append(content, 0);
    this.#put("\nendstream");
  }

  async #contentOf(about: Dictionary, data: Data): Promise<Recipe> {
    const { from, to } = data;
    const content = new Recipe();
    if (isJpeg(about)) content.append(await cleanJpeg(new Source(this.#source.part(from, to))), from);
    else if (about.has("N")) await this.#putProfile(about, data, content);
    else content.keep(from, to);
    return content;
  }

  /** A colour profile goes along unpacked, because it is written over. */
  async #putProfile(about: Dictionary, data: Data, content: Recipe): Promise<void> {
    const profile = new Blob([await this.#objects.unpack(about, data)]);
    const source = new Source(profile);
    if (!(await source.has(PROFILE_AT, "acsp"))) {
      throw new CannotClean("no profile");
    }
    const over = new Overwriting();
    await blankProfile(source, { from: 0, to: profile.size }, over);
    for await (const piece of over.recipe(profile.size).contentOf(profile)) content.put(piece);
    about.delete("Filter");
    about.delete("DecodeParms");
  }

  #numberOf({ number }: Reference): number {
    const known = this.#numbers.get(number);
    if (known !== undefined) return known;
    if (this.#order.push(number) > MAX_OBJECTS) {
      throw new CannotClean("too many objects");
    }
    this.#numbers.set(number, this.#order.length);
    return this.#order.length;
  }

  #put(text: string): void {
    this.#written += text.length;
    if (this.#written > MAX_TEXT) {
      throw new CannotClean("too much text");
    }
    this.#recipe.put(bytesOf(text));
  }
}

function clean(value: Value): Value {
  if (value instanceof Map) {
    return new Map([...cleanDictionary(value)].map(([name, each]) => [name, clean(each)]));
  }
  return Array.isArray(value) ? value.map((each: Value) => clean(each)) : value;
}
