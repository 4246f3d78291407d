/**
 * The form of a line: which questions are asked, and what was answered.
 *
 * The forms stand in the page (submitter_ui/forms); nothing here knows a line or a
 * question. An answer says itself what was asked, because whoever reads it in years
 * may never have seen the form (docs/protocol.md section 8.2). A question that is not
 * shown is not read; what was filled in there stays until it is shown again.
 */

import { find, findAll, make, show } from "./dom.ts";
import type { Marks } from "./marks.ts";

const SHOWN = "[data-form]:not([hidden]) [data-question]:not([hidden])";

/** What goes along with a story: answers by the ids of their questions, and the consents that they give. */
export interface FilledIn {
  readonly answers: Readonly<Record<string, string>>;
  readonly consents: readonly string[];
}

type Field = HTMLInputElement | HTMLOptionElement | HTMLTextAreaElement;

export class Questions {
  readonly #root: HTMLElement;

  /** `changed` is called when something was filled in or taken away. */
  constructor(root: HTMLElement, changed: () => void) {
    this.#root = root;
    for (const question of findAll(root, "[data-question]", HTMLElement)) {
      question.addEventListener("input", () => {
        this.#unfold();
        changed();
      });
    }
  }

  /** Show the form of a line and no other; an empty text asks nothing. */
  askOf(line: string): void {
    for (const form of findAll(this.#root, "[data-form]", HTMLElement)) {
      show(form, form.dataset["form"] === line);
    }
    this.#unfold();
  }

  /** Whether anything was filled in, asked now or not. */
  get touched(): boolean {
    return filled(this.#root, "[data-question]").length > 0;
  }

  /** Return what was answered to the questions that are shown. */
  read(): FilledIn {
    const answers: Record<string, string> = {};
    const consents: string[] = [];
    for (const question of findAll(this.#root, SHOWN, HTMLElement)) {
      const fields = filled(question);
      if (fields.length > 0) {
        const asked = find(question, "[data-ask]", HTMLElement).textContent ?? "";
        answers[question.dataset["question"] ?? ""] = [asked, ...fields.map(said)].join("\n");
        consents.push(...fields.flatMap((field) => field.dataset["consent"] ?? []));
      }
    }
    return { answers, consents };
  }

  /** Show in the step before sending what goes along, and mark what was answered in own words. */
  preview(section: HTMLElement, marks: Marks): void {
    const rows = Object.entries(this.read().answers).flatMap(([id, answer]) => {
      const [asked = "", ...texts] = answer.split("\n");
      const place = make("dd", "");
      const own = `${SHOWN}[data-question="${id}"] textarea`;
      marks.put(place, texts.join("\n"), this.#root.querySelector<HTMLTextAreaElement>(own));
      return [make("dt", asked), place];
    });
    const given = filled(this.#root, SHOWN).filter(({ dataset }) => dataset["consent"]);
    find(section, "[data-preview-answers]", HTMLElement).replaceChildren(...rows);
    find(section, "[data-preview-consents]", HTMLElement).textContent = given.map(said).join("; ");
    show(find(section, "[data-with-consents]", HTMLElement), given.length > 0);
    show(find(section, "[data-with-answers]", HTMLElement), rows.length > 0);
  }

  /** In the order of the page: a question hangs on an earlier one, which may have been hidden just now. */
  #unfold(): void {
    for (const question of findAll(this.#root, "[data-when]", HTMLElement)) {
      const [id, choice] = (question.dataset["when"] ?? "").split("=");
      const earlier = question.parentElement?.querySelector(`[data-question="${id}"]:not([hidden])`);
      show(question, earlier != null && filled(earlier).some(({ value }) => value === choice));
    }
  }
}

function filled(root: Element, within = ""): Field[] {
  const fields = root.querySelectorAll<Field>(`${within} :is(input:checked, option:checked, textarea)`);
  return [...fields].filter(({ value }) => value.trim() !== "");
}

function said(field: Field): string {
  return (field instanceof HTMLTextAreaElement ? field.value : (field.closest("label") ?? field).textContent ?? "").trim();
}
