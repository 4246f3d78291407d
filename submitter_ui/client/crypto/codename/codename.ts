/**
 * Codenames: 88 random bits and a check byte as eight words (docs/protocol.md section 8.3).
 *
 *     11 random bytes || SHA-256(them)[:1], big endian, 12 bits a word
 *
 * The codename never leaves the device. Case, blanks, hyphens and diacritics do not
 * matter; any other slip is reported with the word that is in doubt, never mended in
 * silence.
 */

import { concatBytes, equalBytes } from "../bytes.ts";
import { Malformed } from "../errors.ts";
import { sha256 } from "../hashing.ts";
import { randomBytes } from "../randomness.ts";
import { type Language, WORD_BITS, languages, placeOf, wordsIn } from "../words/words.ts";

/** 88 bits: with Argon2id behind them, a million codenames together cost 2^68 evaluations to guess. */
const ENTROPY_SIZE = 11;
const WORDS = 8;
/** Characters: eight words of eight letters are 71; the bound keeps a pasted book from costing minutes. */
const MAX_TYPED = 1000;
/** Marks on letters, and characters without width that copying leaves behind. */
const DROPPED = /[\p{M}\p{Cf}]/gu;
const LETTERS_AND_DIGITS = /[\p{L}\p{N}]+/gu;
const BEYOND_ONE_CODE_UNIT = /[^\0-\uffff]/gu;

/** A word, by its place from 1 to 8, that no list has, and the words that it may have been meant to be. */
export interface DoubtfulWord {
  readonly place: number;
  readonly candidates: readonly string[];
}

/** What is wrong with a codename: too many or too few words, doubtful ones, or eight that do not belong together. */
export type Slip = "number" | "doubtful" | "check";

/** This is not a codename; `slip` says why, `count` how many words there are. */
export class WrongCodename extends Malformed {
  readonly slip: Slip;
  readonly count: number;
  readonly doubtful: readonly DoubtfulWord[];

  constructor(slip: Slip, count: number, doubtful: readonly DoubtfulWord[] = []) {
    super(slip);
    this.slip = slip;
    this.count = count;
    this.doubtful = doubtful;
  }
}

/** The 11 secret bytes behind eight words, kept where printing the object shows nothing of them. */
export class Codename {
  readonly #entropy: Uint8Array;

  constructor(entropy: Uint8Array) {
    if (entropy.length !== ENTROPY_SIZE) throw new RangeError("size of a codename");
    this.#entropy = entropy;
  }

  /** Return a fresh codename. */
  static generate(): Codename {
    return new Codename(randomBytes(ENTROPY_SIZE));
  }

  /** The 11 bytes: a secret, the password of Argon2id. */
  get entropy(): Uint8Array {
    return this.#entropy;
  }

  /** Return the eight words in `nl` or `en`. */
  words(language: Language): string[] {
    const bits = toBits(concatBytes(this.#entropy, checkByte(this.#entropy)), 8);
    return fromBits(bits, WORD_BITS).map((place) => wordsIn(language)[place] ?? "");
  }
}

/** Return the codename that somebody typed in a language that is known here, or throw `WrongCodename`. */
export function parseCodename(typed: string): Codename {
  if (typed.length > 2 * MAX_TYPED || [...typed].length > MAX_TYPED) throw new WrongCodename("number", 0);
  const words = fold(typed).match(LETTERS_AND_DIGITS) ?? [];
  if (words.length > 2 * WORDS) throw new WrongCodename("number", words.length);
  const language = languages().reduce((best, other) =>
    countKnown(words, other) > countKnown(words, best) ? other : best,
  );
  const places = words.map((word) => placeOf(word, language));
  const doubtful = words.flatMap((word, at) =>
    places[at] === undefined ? { place: at + 1, candidates: near(word, language) } : [],
  );
  if (words.length !== WORDS) throw new WrongCodename("number", words.length, doubtful);
  if (doubtful.length) throw new WrongCodename("doubtful", WORDS, doubtful);
  const raw = Uint8Array.from(fromBits(toBits(places.map((place) => place ?? 0), WORD_BITS), 8));
  const entropy = raw.subarray(0, ENTROPY_SIZE);
  if (!equalBytes(checkByte(entropy), raw.subarray(ENTROPY_SIZE))) throw new WrongCodename("check", WORDS);
  return new Codename(entropy);
}

function checkByte(entropy: Uint8Array): Uint8Array {
  return sha256(entropy).subarray(0, 1);
}

function toBits(numbers: Iterable<number>, width: number): string {
  return Array.from(numbers, (number) => number.toString(2).padStart(width, "0")).join("");
}

function fromBits(bits: string, width: number): number[] {
  return Array.from({ length: bits.length / width }, (_, at) =>
    Number.parseInt(bits.slice(at * width, (at + 1) * width), 2),
  );
}

function fold(typed: string): string {
  // NFKD takes a sign like a telephone's apart into capitals.
  return typed.toLowerCase().normalize("NFKD").replace(DROPPED, "").toLowerCase();
}

function countKnown(words: readonly string[], language: Language): number {
  return new Set(words.filter((word) => placeOf(word, language) !== undefined)).size;
}

/** Return the listed words that are one slip away: a letter more, less, other, or two swapped. */
function near(word: string, language: Language): string[] {
  const typed = word.replace(BEYOND_ONE_CODE_UNIT, "\ufffd");
  return wordsIn(language).filter((listed) => isOneSlip(typed, listed));
}

function isOneSlip(typed: string, listed: string): boolean {
  if (typed.length >= 5 && listed.startsWith(typed)) return true;
  if (Math.abs(typed.length - listed.length) > 1) return false;
  let start = 0;
  while (start < typed.length && typed[start] === listed[start]) start++;
  const [a, b] = [typed.slice(start), listed.slice(start)];
  return (
    a.slice(1) === b.slice(1) ||
    a.slice(1) === b ||
    a === b.slice(1) ||
    (a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  );
}
