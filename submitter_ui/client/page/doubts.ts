/** Near-misses: the words that a doubtful one may have been meant to be, each a button. */

import type { Doubt } from "../contract.ts";
import { withoutNumbers } from "../typed.ts";
import { find, make, sentence, show } from "./dom.ts";

/** Offer candidates for doubtful words; choosing one puts it in its place in the field. */
export function offerWords(root: HTMLElement, field: HTMLTextAreaElement, doubts: readonly Doubt[]): void {
  const list = find(root, "[data-doubts]", HTMLElement);
  const rows = doubts
    .filter((doubt) => doubt.candidates.length > 0)
    .map((doubt) => {
      const row = make("li", sentence("did-you-mean", { place: String(doubt.place) }));
      row.append(...doubt.candidates.map((word) => wordButton(field, doubt.place, word, row)));
      return row;
    });
  list.replaceChildren(...rows);
  show(list, rows.length > 0);
}

function wordButton(
  field: HTMLTextAreaElement,
  place: number,
  word: string,
  row: HTMLElement,
): HTMLElement {
  const button = make("button", word, "plain");
  button.setAttribute("type", "button");
  button.addEventListener("click", () => {
    const words = withoutNumbers(field.value).split(/[^\p{L}\p{N}\p{M}]+/u).filter((each) => each !== "");
    words[place - 1] = word;
    field.value = words.join(" ");
    row.remove();
    field.focus();
  });
  return button;
}
