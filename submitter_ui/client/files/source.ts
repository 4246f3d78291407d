/**
 * A file as a cleaner reads it: a window at a time, whatever its size.
 *
 * Everything is checked against the end of the file here, so that a truncated or
 * hostile one ends in `CannotClean` and never in a guess.
 */

/** What is in this file is not known well enough to say that nothing of the writer is left in it. */
export class CannotClean extends Error {}

/** The file went away or changed while it was read. */
export class Unreadable extends Error {}

const WINDOW = 1 << 18;
/** As many arguments a call may have. */
const AT_ONCE = 1 << 12;
/** Ten times what a file of 100 MB needs: one made of tiny parts, or read again and again, ends here and not tomorrow. */
const MAX_READS = 8_000_000;
/** A read of so many bytes counts as two. */
const READ = 256;

export class Source {
  readonly size: number;
  readonly #file: Blob;
  #start = 0;
  #reads = 0;
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();

  constructor(file: Blob) {
    this.#file = file;
    this.size = file.size;
  }

  /** Return exactly `length` bytes from `at`, or throw `CannotClean` where the file has no so many. */
  async read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (at < 0 || length < 0 || at + length > this.size) {
      throw new CannotClean("ends too early");
    }
    this.#reads += 1 + length / READ;
    if (this.#reads > MAX_READS) {
      throw new CannotClean("too many parts");
    }
    if (at < this.#start || at + length > this.#start + this.#held.length) {
      await this.#fetch(at, length);
    }
    return this.#held.subarray(at - this.#start, at - this.#start + length);
  }

  /** Return what is at hand from `at` on: at least one byte. */
  async some(at: number): Promise<Uint8Array<ArrayBuffer>> {
    await this.read(at, 1);
    return this.#held.subarray(at - this.#start);
  }

  /** Return a part of the file, as a file. */
  part(from: number, to: number): Blob {
    return this.#file.slice(from, to);
  }

  async byte(at: number): Promise<number> {
    return (await this.read(at, 1))[0] ?? 0;
  }

  /** Return an unsigned integer of `width` bytes (up to six), big endian. */
  async integer(at: number, width: number): Promise<number> {
    return bigEndian(await this.read(at, width));
  }

  /** Return an unsigned integer of `width` bytes, little endian. */
  async little(at: number, width: number): Promise<number> {
    return littleEndian(await this.read(at, width));
  }

  /** Return `length` bytes as text, a character a byte. */
  async text(at: number, length: number): Promise<string> {
    return latin(await this.read(at, length));
  }

  /** Return whether the file has exactly this text at `at`. */
  async has(at: number, text: string): Promise<boolean> {
    return at >= 0 && at + text.length <= this.size && (await this.text(at, text.length)) === text;
  }

  async #fetch(at: number, length: number): Promise<void> {
    const end = Math.min(this.size, at + Math.max(length, WINDOW));
    // Browsers differ in what they throw.
    const bytes = await this.#file.slice(at, end).arrayBuffer().catch(() => new ArrayBuffer());
    this.#held = new Uint8Array(bytes);
    this.#start = at;
    if (this.#held.length !== end - at) {
      throw new Unreadable();
    }
  }
}

/** Return bytes as a text of as many characters. */
export function latin(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    text += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
  }
  return text;
}

/** Return the bytes of a text whose characters are all below 256. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function bigEndian(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

export function littleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0);
}
