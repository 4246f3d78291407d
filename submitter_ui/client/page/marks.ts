/** What was typed, as it will be sent: with what may betray the writer marked in it, and a list of that above. */

import { find, findAll, make, plain, sentence, show } from "./dom.ts";
import { type Trace, traces } from "./traces.ts";

export class Marks {
  readonly #box: HTMLElement;
  readonly #list: HTMLElement;

  constructor(root: HTMLElement) {
    this.#box = find(root, "[data-traces]", HTMLElement);
    this.#list = find(this.#box, "ul", HTMLElement);
  }

  /** Begin anew, with nothing found. */
  clear(): void {
    this.#list.replaceChildren();
    show(this.#box, false);
  }

  /** Show in `place` what was typed in `field`; without a field it was chosen, and is no trace. */
  put(place: HTMLElement, text: string, field: HTMLTextAreaElement | null): void {
    if (field === null) {
      place.textContent = text;
      return;
    }
    const pieces: (string | HTMLElement)[] = [];
    let end = 0;
    for (const trace of traces(text)) {
      const found = text.slice(trace.start, trace.end);
      const why = sentence(`trace-${trace.kind}`);
      const mark = make("mark", found);
      mark.append(make("small", ` (${why})`));
      pieces.push(text.slice(end, trace.start), mark);
      end = trace.end;
      this.#tell(`${why}: `, found, () => goTo(field, text, trace));
    }
    place.replaceChildren(...pieces, text.slice(end));
  }

  /** Name what was found above the text, once, however often it stands there. */
  #tell(why: string, found: string, change: () => void): void {
    const item = make("li", why);
    const button = make("button", sentence("trace-change", { found: plain(found) }), "plain");
    button.setAttribute("type", "button");
    // A second click must not go back a second step.
    button.addEventListener("click", change, { once: true });
    item.append(button);
    const told = findAll(this.#list, "li", HTMLElement);
    if (told.every(({ textContent }) => textContent !== item.textContent)) {
      this.#list.append(item);
      show(this.#box);
    }
  }
}

/** Go one step back, to the place of the trace in the field where it was typed. */
function goTo(field: HTMLTextAreaElement, text: string, { start, end }: Trace): void {
  // After the steps have heard of it, which put the cursor on a heading.
  window.addEventListener("popstate", () => {
    // An answer is sent without the blanks around it.
    const before = field.value.indexOf(text);
    field.setSelectionRange(before + start, before + end);
    field.focus();
  }, { once: true });
  history.back();
}
