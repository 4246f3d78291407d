/**
 * The lists of 4,096 words, sorted, 12 bits a word (docs/protocol.md section 8.3).
 *
 * The words themselves are `crypto/words` in Python. `submitter_ui/client/words.py`
 * puts them into a bundle, sorted by their endings: the start of a word, then how
 * many letters of its ending it shares with the one before it. A list that was not
 * bundled is learnt from who has it.
 */

import { lists } from "sluis-words";

export type Language = "nl" | "en";
export type CodedLists = Readonly<Partial<Record<Language, string>>>;
export const WORD_BITS = 12;

const LANGUAGES = ["nl", "en"] as const;
const coded = new Map<Language, string>();
const decoded = new Map<Language, ReadonlyMap<string, number>>();

/** Know these lists from now on. */
export function learn(others: CodedLists): void {
  for (const language of LANGUAGES) {
    const words = others[language];
    if (words !== undefined) {
      coded.set(language, words);
    }
  }
}

/** Return the languages whose words are known here. */
export function languages(): Language[] {
  return [...coded.keys()];
}

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
  const list = coded.get(language);
  if (list === undefined) throw new RangeError("the words of this language are not here");
  let word = "";
  const words = [...list.matchAll(/([a-z]+)(\d)/g)].map(([, start, shared]) => {
    word = start + word.slice(word.length - Number(shared));
    return word;
  });
  const places = new Map(words.sort().map((listed, place) => [listed, place]));
  decoded.set(language, places);
  return places;
}

learn(lists);
