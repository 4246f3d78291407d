/** The codename: shown large, then typed back, two words of it, before anything says "done". */

import { find, make, say, sentence, show } from "./dom.ts";
import { forgetDrawing, offerKeeping } from "./keeping.ts";

const ASKED = 2;

/** Show a codename in its step and call `kept` once two of its words were typed back. */
export function showCodename(root: HTMLElement, words: readonly string[], kept: () => void): void {
  const list = find(root, "[data-codename]", HTMLElement);
  const reading = find(root, "[data-reading]", HTMLElement);
  const typing = find(root, "[data-typing]", HTMLFormElement);
  list.replaceChildren(...words.map((word) => make("li", word)));
  offerKeeping(root, words);
  // What is printed carries the title of the page; at other times a browser would keep it, and when.
  const title = document.title;
  window.onbeforeprint = () => void (document.title = sentence("note-title"));
  window.onafterprint = () => void (document.title = title);
  const look = (again: boolean): void => {
    show(reading, again);
    show(typing, !again);
  };
  look(true);
  find(root, "[data-noted]", HTMLButtonElement).onclick = () => {
    look(false);
    askWords(typing, words, () => {
      list.replaceChildren();
      forgetDrawing(root);
      window.onbeforeprint = null;
      kept();
    });
  };
  find(root, "[data-again]", HTMLButtonElement).onclick = () => {
    look(true);
    find(root, "[data-noted]", HTMLButtonElement).focus();
  };
}

function askWords(form: HTMLFormElement, words: readonly string[], right: () => void): void {
  const problem = find(form, "[data-codename-problem]", HTMLElement);
  const places = drawPlaces(words.length);
  const fields = [...form.querySelectorAll("input")];
  say(problem, "");
  fields.forEach((field, number) => {
    field.value = "";
    field.setAttribute("aria-invalid", "false");
    const label = find(form, `label[for="${field.id}"] [data-place]`, HTMLElement);
    label.textContent = String((places[number] ?? 0) + 1);
  });
  fields[0]?.focus();
  form.onsubmit = (event) => {
    event.preventDefault();
    const wrong = fields.find((field, number) => !isSame(field.value, words[places[number] ?? 0]));
    if (wrong === undefined) {
      form.reset();
      right();
      return;
    }
    say(problem, "codename-not-that-word");
    fields.forEach((field) => field.setAttribute("aria-invalid", String(field === wrong)));
    wrong.focus();
  };
}

/** Two different places, in order: nobody types back the first two without having the rest. */
function drawPlaces(length: number): number[] {
  const places = new Set<number>();
  while (places.size < ASKED) {
    const [drawn = 0] = crypto.getRandomValues(new Uint8Array(1));
    places.add(drawn % length);
  }
  return [...places].sort((one, other) => one - other);
}

function isSame(typed: string, word: string | undefined): boolean {
  return typed.trim().toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "") === word;
}
