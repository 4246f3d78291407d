/**
 * The header of an age v1 file: its grammar (c2sp.org/age; docs/protocol.md section 4.1).
 *
 * Stricter than typage's own reading: canonical unpadded base64, no trailing byte,
 * printable arguments, a bound on its size. A parsed header is not yet authentic.
 */

import { Stanza } from "age-encryption";
import { decodeBase64, readLatin1 } from "./bytes.ts";
import { Malformed } from "./errors.ts";
import { MAC_SIZE, VERSION_LINE } from "./sizes.ts";

/** A body line holds 64 characters, the last one fewer. */
const BODY_LINE = 64;
/** Sixteen hybrid stanzas are 25 kB; the bound stops a header without end. */
const MAX_HEADER = 1 << 16;
const ARGUMENTS = /^-> [!-~]+( [!-~]+)*$/;
const MAC_START = "--- ";

/** The stanzas in order, and the 32-byte MAC over them. */
export interface Header {
  readonly stanzas: readonly Stanza[];
  readonly mac: Uint8Array;
}

/** Return the header at the start of `raw` and its length in bytes, or throw `Malformed`. */
export function splitHeader(raw: Uint8Array): readonly [Header, number] {
  const text = readLatin1(raw.subarray(0, MAX_HEADER));
  const end = text.indexOf(`\n${MAC_START}`);
  const newline = end < 0 ? -1 : text.indexOf("\n", end + 1);
  if (newline < 0) throw new Malformed("no whole header");
  return [parseHeader(raw.subarray(0, newline + 1)), newline + 1];
}

/** Return the header that fills `raw`, or throw `Malformed`. */
export function parseHeader(raw: Uint8Array): Header {
  const text = readLatin1(raw);
  if (!text.startsWith(VERSION_LINE) || !text.endsWith("\n") || raw.length > MAX_HEADER) {
    throw new Malformed("no header");
  }
  const lines = text.slice(VERSION_LINE.length, -1).split("\n");
  const macLine = lines.pop();
  if (!macLine?.startsWith(MAC_START)) throw new Malformed("MAC of a header");
  const mac = decodeBase64(macLine.slice(MAC_START.length), { padded: false });
  if (mac.length !== MAC_SIZE) throw new Malformed("MAC of a header");
  const stanzas: Stanza[] = [];
  while (lines.length) stanzas.push(takeStanza(lines));
  if (!stanzas.length) throw new Malformed("no stanza");
  return { stanzas, mac };
}

function takeStanza(lines: string[]): Stanza {
  const start = lines.shift() ?? "";
  if (!ARGUMENTS.test(start)) throw new Malformed("start of a stanza");
  let body = "";
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    body += line;
    if (line.length > BODY_LINE) break;
    if (line.length < BODY_LINE) {
      return new Stanza(start.slice(3).split(" "), decodeBase64(body, { padded: false }));
    }
  }
  throw new Malformed("end of a stanza");
}
