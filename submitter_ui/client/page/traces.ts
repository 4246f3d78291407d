/**
 * Traces of the writer in a text: names, numbers, and turns of phrase by which somebody could be
 * known. It finds what its rules know (`../traces.json`, which `submitter_ui/traces.py` reads too),
 * never what only the writer can know, and changes nothing.
 */

import { alike, rules, words } from "../traces.json";

/** Where a trace stands, in units of the text as JavaScript counts them. */
export interface Trace {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

interface Rule {
  readonly kind: string;
  readonly find: readonly string[];
  readonly check?: string | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly exact?: boolean | undefined;
}

interface Folded {
  readonly text: string;
  /** Where each character of the folded text came from, and the end. */
  readonly from: readonly number[];
}

/** No text is searched for more: who has so many of them need not see each. */
const MOST = 100;

/** Characters that are searched: no message has room for more. */
const LONGEST = 65_536;

/** How much of what was found is one of its kind: nothing where a check digit says that it is none. */
const CHECKS: Readonly<Record<string, (found: string) => number>> = {
  iban: lengthOfIban,
  bsn: (found) => (isCitizenNumber(found.replace(/\D/g, "")) ? found.length : 0),
  plate: (found) => (isPlate(found) ? found.length : 0),
};

/** Return the traces in a text, in order, none of them within another. */
export function traces(text: string): Trace[] {
  const folded = fold(text.slice(0, LONGEST));
  const found = rules.flatMap((rule) => search(folded, rule));
  found.sort((one, other) => one.start - other.start || other.end - one.end);
  let end = 0;
  const apart = found.filter((trace) => {
    const free = trace.start >= end;
    end = free ? trace.end : end;
    return free;
  });
  return apart.slice(0, MOST);
}

function search({ text, from }: Folded, rule: Rule): Trace[] {
  const { kind, find, check = "", before = "^|\\W", after = "(?!\\w)", exact = false } = rule;
  const pattern = new RegExp(fill(`(?:${before})(${find.join("|")})${after}`), exact ? "g" : "gi");
  const found: Trace[] = [];
  for (let match; found.length < MOST && (match = pattern.exec(text)) !== null;) {
    const [, trace = ""] = match;
    const at = pattern.lastIndex - trace.length;
    const length = CHECKS[check]?.(trace) ?? trace.length;
    pattern.lastIndex = at + (length || 1);
    if (length > 0) {
      found.push({ kind, start: from[at] ?? 0, end: endOf(from, at + length) });
    }
  }
  return found;
}

/** Put the words of the rules where they are named; one may name another. */
function fill(source: string): string {
  const filled = source.replace(/<(\w+)>/g, (_, name: keyof typeof words) => words[name]);
  return filled === source ? source : fill(filled);
}

/** A letter goes with its accents, and with what was written as one sign with it. */
function endOf(from: readonly number[], place: number): number {
  while (from[place] === from[place - 1]) {
    place++;
  }
  return from[place] ?? 0;
}

/** Bring signs that look the same to one of them, without accents and what has no width. */
function fold(text: string): Folded {
  const from: number[] = [];
  let folded = "";
  let at = 0;
  for (const [piece, plain] of text.matchAll(/([\n -~]+)|[^]/gu)) {
    const signs = plain ?? foldSign(piece);
    for (let place = 0; place < signs.length; place++) {
      from.push(plain === undefined ? at : at + place);
    }
    folded += signs;
    at += piece.length;
  }
  from.push(at);
  return { text: folded, from };
}

function foldSign(sign: string): string {
  return sign
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/[\u0370-\u04ff]/g, (letter) => alike.read[alike.look.indexOf(letter)] ?? letter)
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\p{Z}\t\r]/gu, " ");
}

/** Return how much of it is an account number by its check of 97 (ISO 13616); what follows may look like more of it. */
function lengthOfIban(found: string): number {
  for (let length = found.length; length > 0; length--) {
    if (!/^\w/.test(found.slice(length)) && isIban(found.slice(0, length).replace(/\W/g, ""))) {
      return length;
    }
  }
  return 0;
}

function isIban(signs: string): boolean {
  const turned = signs.slice(4) + signs.slice(0, 4);
  const digits = turned.replace(/[a-z]/gi, (letter) => String(parseInt(letter, 36)));
  return signs.length >= 15 && BigInt(digits) % 97n === 1n;
}

/** The eleven test of a burgerservicenummer; eight digits lost their zero in front. */
function isCitizenNumber(digits: string): boolean {
  const weigh = (sum: number, digit: string, place: number): number =>
    sum + Number(digit) * (place < 8 ? 9 - place : -1);
  const sum = [...digits.padStart(9, "0")].reduce(weigh, 0);
  return sum > 0 && sum % 11 === 0;
}

/** Without both hyphens many a code looks like one: then only capitals count, as on plates since 1978. */
function isPlate(found: string): boolean {
  return /-.*-/.test(found) || !/[a-zAEIOUCQ]|(?:\d.*){4}/.test(found);
}
