/**
 * The two lists of 4,096 words, sorted, 12 bits a word (docs/protocol.md section 8.3).
 *
 * The words themselves are `crypto/words` in Python. `submitter_ui/client/words.py`
 * puts them into the bundle, sorted by their endings: the start of a word, then how
 * many letters of its ending it shares with the one before it.
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
  let word = "";
  const words = [...CODED[language].matchAll(/([a-z]+)(\d)/g)].map(([, start, shared]) => {
    word = start + word.slice(word.length - Number(shared));
    return word;
  });
  const places = new Map(words.sort().map((listed, place) => [listed, place]));
  decoded.set(language, places);
  return places;
}
