/**
 * The two lists of 4,096 words, sorted, 12 bits a word (docs/protocol.md section 8.3).
 *
 * The words themselves are `crypto/words` in Python. `submitter_ui/client/words.py`
 * writes them for the bundle, front-coded: how many letters a word shares with the
 * one before it, then its others.
 */

import { dutch, english } from "sluis-words";

export type Language = "nl" | "en";
export const WORD_BITS = 12;

const CODED = { nl: dutch, en: english };
const decoded = new Map<Language, ReadonlyMap<string, number>>();

/** Return the 4,096 words of a language in their order. */
export function wordsIn(language: Language): string[] {
  return [...placesIn(language).keys()];
}

/** Return the place of a word in its list, undefined if it does not stand there. */
export function placeOf(word: string, language: Language): number | undefined {
  return placesIn(language).get(word);
}

/** Decoded on first use: whoever only reads the page needs no list. */
function placesIn(language: Language): ReadonlyMap<string, number> {
  const known = decoded.get(language);
  if (known) return known;
  const places = new Map<string, number>();
  let word = "";
  for (const [, shared, rest] of CODED[language].matchAll(/(\d)([a-z]+)/g)) {
    word = word.slice(0, Number(shared)) + rest;
    places.set(word, places.size);
  }
  decoded.set(language, places);
  return places;
}
