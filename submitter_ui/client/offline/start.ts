/** The page's side of the offline page: choose the language, the downloaded files, and what to do. */

import { MAX_DROP } from "../crypto/drop.ts";
import { MAX_TODAY } from "../crypto/today.ts";
import { begin } from "../page/begin.ts";
import { Desk } from "../page/desk.ts";
import { find, findAll, plain, say, show } from "../page/dom.ts";
import { startExit } from "../page/exit.ts";
import { Hands } from "./hands.ts";
import { showSealed } from "./shelf.ts";

type Part = "report" | "return";

/** Why the chosen files cannot be used: the name of a sentence, and the file that it is about. */
class WrongChoice extends Error {
  readonly sentence: string;
  readonly file: string;

  constructor(sentence: string, file = "") {
    super(sentence);
    this.sentence = sentence;
    this.file = file;
  }
}

/** Start the offline page; `script` is its own text, of which the worker is made. */
export function startPage(script: string): void {
  const main = find(document, "main", HTMLElement);
  const hands = new Hands(script);
  startExit(() => hands.end());
  hands.onsealed = (sealed) => showSealed(main, sealed);
  for (const button of findAll(document, "[data-language]", HTMLButtonElement)) {
    button.addEventListener("click", () => showStart(main, button.lang, hands));
  }
  showStart(main, document.documentElement.lang, hands);
}

function showStart(main: HTMLElement, language: string, hands: Hands): void {
  document.documentElement.lang = language;
  for (const button of findAll(document, "[data-language]", HTMLButtonElement)) {
    show(button, button.lang !== language);
  }
  find(document, "#foot", HTMLElement).replaceChildren(copyOf(`${language}-foot`));
  main.replaceChildren(copyOf(`${language}-sentences`), copyOf(`${language}-start`));
  for (const button of findAll(main, "[data-part]", HTMLButtonElement)) {
    const part = button.dataset["part"] === "report" ? "report" : "return";
    button.addEventListener("click", () => void open(main, language, part, hands));
  }
}

async function open(main: HTMLElement, language: string, part: Part, hands: Hands): Promise<void> {
  const problem = find(main, "[data-problem]", HTMLElement);
  say(problem, "");
  try {
    const [today] = await read(find(main, "#today", HTMLInputElement), MAX_TODAY);
    const drop = await read(find(main, "#drop", HTMLInputElement), MAX_DROP);
    if (today === undefined || (part === "return" && drop.length === 0)) {
      throw new WrongChoice(today === undefined ? "carry-today" : "carry-drop");
    }
    hands.postMessage({ carried: { today, drop } });
  } catch (error) {
    const wrong = error instanceof WrongChoice ? error : new WrongChoice("fault");
    say(problem, wrong.sentence, { file: wrong.file });
    return;
  }
  findAll(document, "[data-language]", HTMLButtonElement).forEach((button) => show(button, false));
  main.replaceChildren(copyOf(`${language}-sentences`), copyOf(`${language}-${part}`));
  begin(find(main, "[data-page]", HTMLElement), new Desk(hands));
  window.scrollTo(0, 0);
}

async function read(field: HTMLInputElement, limit: number): Promise<Uint8Array<ArrayBuffer>[]> {
  const contents = [...(field.files ?? [])].map(async (file) => {
    if (file.size > limit || file.size === 0) {
      throw new WrongChoice("carry-size", plain(file.name));
    }
    const content = await file.arrayBuffer().catch(() => undefined);
    if (content === undefined) {
      throw new WrongChoice("carry-unread", plain(file.name));
    }
    return new Uint8Array(content);
  });
  return Promise.all(contents);
}

function copyOf(name: string): Node {
  return find(document, `#${name}`, HTMLTemplateElement).content.cloneNode(true);
}
