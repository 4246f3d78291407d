/**
 * Canonical JSON: one byte string for one value (docs/protocol.md section 2.1).
 *
 * UTF-8, keys sorted by code point, no blanks, integers within 2^53, only the escapes
 * that JSON demands. What `parse` accepts encodes to the same bytes, because it encodes
 * again and compares: that refuses what the browser's parser lets pass (blanks, order,
 * exponents, a key twice).
 */

import { equalBytes, utf8ToBytes } from "./bytes.ts";
import { Malformed } from "./errors.ts";

/** Nesting of the deepest message is 4; twice that leaves room and stops a bomb. */
const MAX_DEPTH = 8;
const LONE_SURROGATE = /\p{Surrogate}/u;
const NOT_ASCII = /[^\0-\x7f]/;

/** Return the canonical bytes of a value; `TypeError` for anything that has no canonical form. */
export function encode(value: unknown): Uint8Array {
  return utf8ToBytes(write(value, 1));
}

/** Return the value of at most `limit` canonical bytes, or throw `Malformed`. */
export function parse(raw: Uint8Array, limit: number): unknown {
  if (raw.length > limit) throw new Malformed("too long");
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
    const value: unknown = JSON.parse(text);
    if (equalBytes(encode(value), raw)) return value;
  } catch {
    throw new Malformed("JSON");
  }
  throw new Malformed("canonical form");
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new TypeError("nested too deep");
  if (value === null || typeof value === "boolean" || Number.isSafeInteger(value)) return String(value);
  if (typeof value === "string") {
    if (LONE_SURROGATE.test(value)) throw new TypeError("lone surrogate");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join()}]`;
  if (typeof value !== "object") throw new TypeError("no canonical form");
  // ASCII keys sort by code point as they do by code unit.
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const written = fields.map(([key, item]) => {
    if (NOT_ASCII.test(key)) throw new TypeError("key not in ASCII");
    return `${JSON.stringify(key)}:${write(item, depth + 1)}`;
  });
  return `{${written.join()}}`;
}
