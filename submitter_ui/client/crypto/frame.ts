/**
 * Raw frames: the envelope of everything that is signed or MACed (docs/protocol.md section 2.2).
 *
 *     type_length (1) || type || body_length (4) || body
 *     || signature_count (1) || count * (signer (1) || Ed25519 signature (64))
 *     || mac_length (1; 0 or 32) || mac
 *
 * A parsed frame is well formed and nothing more: `signing` verifies.
 */

import { concatBytes, decodeInteger, encodeInteger, equalBytes, utf8ToBytes } from "./bytes.ts";
import { Malformed } from "./errors.ts";

/** Ed25519, RFC 8032. */
export const SIGNATURE_SIZE = 64;
/** HMAC-SHA256, untruncated. */
export const MAC_SIZE = 32;
/** Twice the root holders that a ceremony can seat. */
const MAX_SIGNATURES = 16;
/** No body of the protocol comes near 1 MiB; the bound stops a length that lies. */
const MAX_BODY = 1 << 20;

/** A 64-byte Ed25519 signature and the index of its signer: a slot, or a place among the roots. */
export interface Signature {
  readonly signer: number;
  readonly value: Uint8Array;
}

/** A type, a body, the signatures over both, and a MAC of 32 bytes or none. */
export interface Frame {
  readonly type: string;
  readonly body: Uint8Array;
  readonly signatures: readonly Signature[];
  readonly mac: Uint8Array;
}

/** Return DSSE's PAE: `DSSEv1 SP length SP type SP length SP body` (section 2.3). */
export function preAuthenticationEncoding(type: string, body: Uint8Array): Uint8Array {
  return concatBytes(utf8ToBytes(`DSSEv1 ${type.length} ${type} ${body.length} `), body);
}

/** Return the bytes of a frame that nobody signed: a reporter signs nothing. */
export function encodeFrame(type: string, body: Uint8Array, mac: Uint8Array = new Uint8Array()): Uint8Array {
  return concatBytes(
    encodeInteger(type.length, 1),
    utf8ToBytes(type),
    encodeInteger(body.length, 4),
    body,
    Uint8Array.of(0, mac.length),
    mac,
  );
}

/** Return the one frame of `expectedType` that fills `raw`, or throw `Malformed`. */
export function parseFrame(raw: Uint8Array, expectedType: string): Frame {
  const reader = new Reader(raw);
  const frame = reader.frame(expectedType);
  reader.end();
  return frame;
}

/** Takes fields off the front of a byte string; a field that is not there is `Malformed`. */
export class Reader {
  readonly #raw: Uint8Array;
  #offset = 0;

  constructor(raw: Uint8Array) {
    this.#raw = raw;
  }

  /** Return the next `size` bytes. */
  take(size: number): Uint8Array {
    const end = this.#offset + size;
    if (end > this.#raw.length) throw new Malformed("too short");
    const field = this.#raw.subarray(this.#offset, end);
    this.#offset = end;
    return field;
  }

  /** Return all that is left. */
  rest(): Uint8Array {
    return this.take(this.#raw.length - this.#offset);
  }

  /** Return the next big-endian integer of `width` bytes. */
  integer(width: number): number {
    return decodeInteger(this.take(width));
  }

  /** Return what `takeOne` takes, `count` times over. */
  list<T>(count: number, takeOne: () => T): T[] {
    const taken: T[] = [];
    while (taken.length < count) taken.push(takeOne());
    return taken;
  }

  /** Return the next frame, which must be of `expectedType`. */
  frame(expectedType: string): Frame {
    if (!equalBytes(this.take(this.integer(1)), utf8ToBytes(expectedType))) {
      throw new Malformed("type of a frame");
    }
    const bodyLength = this.integer(4);
    if (bodyLength > MAX_BODY) throw new Malformed("too long");
    const body = this.take(bodyLength);
    const count = this.integer(1);
    if (count > MAX_SIGNATURES) throw new Malformed("number of signatures");
    const signatures = this.list(count, () => ({
      signer: this.integer(1),
      value: this.take(SIGNATURE_SIZE),
    }));
    if (new Set(signatures.map(({ signer }) => signer)).size !== count) throw new Malformed("signer twice");
    const macLength = this.integer(1);
    if (macLength !== 0 && macLength !== MAC_SIZE) throw new Malformed("size of a MAC");
    return { type: expectedType, body, signatures, mac: this.take(macLength) };
  }

  /** Return the bytes of the next frame as they are, after parsing them. */
  rawFrame(expectedType: string): Uint8Array {
    const start = this.#offset;
    this.frame(expectedType);
    return this.#raw.subarray(start, this.#offset);
  }

  /** Throw `Malformed` if anything is left. */
  end(): void {
    if (this.#offset !== this.#raw.length) throw new Malformed("bytes behind the end");
  }
}
