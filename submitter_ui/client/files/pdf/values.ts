/** What a PDF is made of, read from its text and written as text again. */

import { CannotClean } from "../source.ts";

/** A name, number, string or word as it stands in the file; or what holds others. */
export type Value = string | Reference | readonly Value[] | Dictionary;
/** Values by name, without the slash. */
export type Dictionary = Map<string, Value>;

/** Another object of the file, by its number. */
export class Reference {
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }
}

export const NULL = "null";
const MAX_DEPTH = 100;
const SPACE = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
const REFERENCE = /(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const NAME = /\/[^\0\t\n\f\r ()<>[\]{}/%]*/y;
/** In a string: all but what opens, closes or escapes. */
const ORDINARY = /[^()\\]*/y;
const OTHER = /[+-]?[0-9.]+|true|false|null|<[0-9A-Fa-f\0\t\n\f\r ]*>/y;

/** Reads values from a text, one after the other. */
export class Reader {
  at: number;
  readonly #text: string;

  constructor(text: string, at = 0) {
    this.#text = text;
    this.at = at;
  }

  /** Return whether this pattern comes next, behind blanks; it is passed over. */
  take(pattern: RegExp): RegExpExecArray | null {
    this.#match(SPACE);
    return this.#match(pattern);
  }

  /** Return the next value. */
  value(depth = 0): Value {
    if (depth > MAX_DEPTH) {
      throw new CannotClean("too deep");
    }
    if (this.take(/<</y)) return this.#dictionary(depth);
    if (this.take(/\[/y)) return this.#list(depth);
    if (this.#text[this.at] === "(") return this.#string();
    const reference = this.#match(REFERENCE);
    if (reference) return new Reference(Number(reference[1]));
    const token = this.#match(NAME) ?? this.#match(OTHER);
    if (token === null) {
      throw new CannotClean("no value");
    }
    return token[0];
  }

  #dictionary(depth: number): Dictionary {
    const values: Dictionary = new Map();
    while (!this.take(/>>/y)) {
      const name = this.take(NAME);
      if (name === null) {
        throw new CannotClean("no name");
      }
      values.set(plainName(name[0]), this.value(depth + 1));
    }
    return values;
  }

  #list(depth: number): readonly Value[] {
    const values: Value[] = [];
    while (!this.take(/\]/y)) values.push(this.value(depth + 1));
    return values;
  }

  #string(): string {
    const from = this.at;
    let open = 0;
    do {
      this.#match(ORDINARY);
      const character = this.#text[this.at++];
      if (character === undefined) {
        throw new CannotClean("a string without an end");
      }
      if (character === "\\") this.at++;
      else if (character === "(") open++;
      else if (character === ")") open--;
    } while (open > 0);
    return this.#text.slice(from, this.at);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text);
    this.at += found?.[0].length ?? 0;
    return found;
  }
}

/** Return a value as text, with each reference under the number that `numberOf` gives it. */
export function write(value: Value, numberOf: (reference: Reference) => number): string {
  if (typeof value === "string") return value;
  if (value instanceof Reference) return `${numberOf(value)} 0 R`;
  if (value instanceof Map) {
    const entries = [...value].map(([name, each]) => `/${safeName(name)} ${write(each, numberOf)}`);
    return `<<${entries.join(" ")}>>`;
  }
  return `[${value.map((each) => write(each, numberOf)).join(" ")}]`;
}

/** Return a whole number that is not negative, or throw `CannotClean`. */
export function count(value: Value | undefined): number {
  if (typeof value !== "string" || !/^\+?\d{1,12}$/.test(value)) {
    throw new CannotClean("no number");
  }
  return Number(value);
}

/** Return a dictionary, or throw `CannotClean`. */
export function dictionary(value: Value | undefined): Dictionary {
  if (!(value instanceof Map)) {
    throw new CannotClean("no dictionary");
  }
  return value;
}

function plainName(name: string): string {
  return name.slice(1).replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function safeName(name: string): string {
  const escape = (character: string): string => `#${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  return name.replace(/[^!-~]|[#()<>[\]{}/%]/g, escape);
}
