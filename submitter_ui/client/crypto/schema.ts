/**
 * From canonical JSON to a value of a strict schema (docs/protocol.md section 2.1).
 *
 * A schema is a type guard put together from smaller ones. It names every field;
 * nothing is optional and nothing unknown is allowed.
 */

import { parse } from "./canonical.ts";
import { Malformed } from "./errors.ts";

/** Tells whether a parsed value is of type T. */
export type Guard<T> = (value: unknown) => value is T;
type Guarded<G> = G extends Guard<infer T> ? T : never;

/** Return the value of this schema in at most `limit` bytes, or throw `Malformed`. */
export function parseSchema<T>(raw: Uint8Array, schema: Guard<T>, limit: number): T {
  const value = parse(raw, limit);
  if (!schema(value)) throw new Malformed("fields");
  return value;
}

/** Exactly these fields. */
export function object<F extends Record<string, Guard<unknown>>>(
  fields: F,
): Guard<{ readonly [K in keyof F]: Guarded<F[K]> }> {
  const named = Object.entries(fields);
  return (value): value is { readonly [K in keyof F]: Guarded<F[K]> } => {
    if (!isObject(value)) return false;
    const found = new Map(Object.entries(value));
    return found.size === named.length && named.every(([key, is]) => found.has(key) && is(found.get(key)));
  };
}

/** Any number of fields, with keys and values of these schemas. */
export function record<T>(key: Guard<string>, of: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> =>
    isObject(value) && Object.entries(value).every(([name, item]) => key(name) && of(item));
}

/** A list of values of one schema. */
export function list<T>(of: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every((item) => of(item));
}

/** An integer within bounds, both included. */
export function integer(least: number, most: number): Guard<number> {
  return (value): value is number => typeof value === "number" && value >= least && value <= most;
}

/** A text of so many characters (code points, not the code units that JavaScript counts). */
export function text(most: number, least = 0): Guard<string> {
  return (value): value is string => {
    if (typeof value !== "string" || value.length > 2 * most) return false;
    const characters = value.length > most ? [...value].length : value.length;
    return characters >= least && characters <= most;
  };
}

/** A text that a pattern describes from its start to its end. */
export function pattern(form: RegExp): Guard<string> {
  return (value): value is string => typeof value === "string" && form.test(value);
}

/** So many bytes in lower-case hexadecimal. */
export function hex(size: number): Guard<string> {
  return pattern(new RegExp(`^[0-9a-f]{${2 * size}}$`));
}

/** One of these texts. */
export function oneOf<T extends string>(...texts: readonly T[]): Guard<T> {
  return (value): value is T => texts.some((text) => text === value);
}

/** This, or null. */
export function nullable<T>(of: Guard<T>): Guard<T | null> {
  return (value): value is T | null => value === null || of(value);
}

/** Tell whether numbers rise, so that none stands there twice. */
export function isRising(numbers: readonly number[]): boolean {
  return numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? number));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
