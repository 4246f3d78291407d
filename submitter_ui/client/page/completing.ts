/**
 * Words completed while a codename is typed: a list of the words that begin so, by
 * arrow keys and Enter, by touch, and said to a screen reader; nobody is asked.
 *
 * It moves as a combobox does. HTML gives a field of several lines no such role, so it
 * stays a text field with a list that it controls.
 */

import { languages, wordsIn } from "../crypto/words/words.ts";
import { find, findAll, make, say, show } from "./dom.ts";

const FEWEST_LETTERS = 2;
const MOST_WORDS = 6;

/** Offer words in the list below a field. */
export function completeWords(root: HTMLElement, field: HTMLTextAreaElement): void {
  const list = find(root, "[data-completions]", HTMLElement);
  const told = find(root, "[data-completions-told]", HTMLElement);
  let active = -1;

  const offer = (words: readonly string[]): void => {
    active = -1;
    field.removeAttribute("aria-activedescendant");
    list.replaceChildren(...words.map((word, number) => option(word, number, accept)));
    show(list, words.length > 0);
    say(told, words.length > 0 ? "completions" : "", { count: String(words.length) });
  };
  const accept = (word: string): void => {
    const end = field.selectionStart;
    field.setRangeText(`${word} `, end - lettersBefore(field).length, end, "end");
    offer([]);
    field.focus();
  };
  const move = (by: number): void => {
    const options = findAll(list, "li", HTMLElement);
    active = (active + by + options.length) % options.length;
    options.forEach((each, number) => each.setAttribute("aria-selected", String(number === active)));
    field.setAttribute("aria-activedescendant", options[active]?.id ?? "");
  };

  field.addEventListener("input", () => offer(completions(lettersBefore(field))));
  // Not when the field is left: the button below would move away under the finger that presses it.
  field.form?.addEventListener("submit", () => offer([]));
  field.addEventListener("keydown", (event) => {
    const chosen = findAll(list, "li", HTMLElement)[active];
    if (list.hidden || (event.key === "Enter" && chosen === undefined)) {
      return;
    }
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(active < 0 ? 0 : -1),
      Enter: () => accept(chosen?.textContent ?? ""),
      Escape: () => offer([]),
    };
    const act = acts[event.key];
    if (act !== undefined) {
      // Enter would look for the codename, and Escape is not the page's here.
      event.preventDefault();
      event.stopImmediatePropagation();
      act();
    }
  });
}

/** Return the letters right before the caret, empty inside a word or where something is selected. */
function lettersBefore({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): string {
  const isInside = selectionStart !== selectionEnd || /^\p{L}/u.test(value.slice(selectionStart));
  return isInside ? "" : (/\p{L}+$/u.exec(value.slice(0, selectionStart))?.[0] ?? "");
}

/** Return the first words of this page's language that begin with these letters, unless they are one. */
function completions(letters: string): string[] {
  const beginning = letters.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  if (beginning.length < FEWEST_LETTERS) {
    return [];
  }
  const language = languages().find((each) => each === document.documentElement.lang);
  const found = language ? wordsIn(language).filter((word) => word.startsWith(beginning)) : [];
  return found.includes(beginning) ? [] : found.slice(0, MOST_WORDS);
}

function option(word: string, number: number, accept: (word: string) => void): HTMLElement {
  const item = make("li", word);
  item.id = `completion-${number}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  // The field keeps the caret, by which it is known what to complete.
  item.addEventListener("pointerdown", (event) => event.preventDefault());
  item.addEventListener("click", () => accept(word));
  return item;
}
