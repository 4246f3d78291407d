/** Writing, seeing what will be sent, sending: the same for a report and for what is added to one. */

import type { Letter, Opened, Refused, Sent } from "../contract.ts";
import { whyNot, type Desk } from "./desk.ts";
import { DAY_MS, dateOf, find, findAll, make, plain, say, sentence, show } from "./dom.ts";
import { type Row, sizeOf } from "./file_row.ts";
import { Files } from "./files.ts";
import { guard } from "./leaving.ts";
import { Marks } from "./marks.ts";
import { Questions } from "./questions.ts";
import { Sender } from "./sending.ts";
import type { Steps } from "./steps.ts";

/** What is composed, for whom, and what happens once it is stored. */
export interface Purpose {
  readonly ask: () => "report" | "followup";
  /** The line that it goes to, or an empty text while nobody chose one. */
  readonly line: () => string;
  /** Whether it is about an answer in the thread that was looked up, or the codename of another. */
  readonly complaint: () => { readonly withoutAnswerers: boolean; readonly about: string };
  /** The word that it is, in place of a message. */
  readonly consent?: () => Letter["consent"];
  readonly opened: () => Opened | undefined;
  readonly stored: (sent: Sent) => void;
}

/** What was written for one purpose while another is written for. */
interface Draft {
  readonly text: string;
  readonly files: readonly Row[];
}

export class Compose {
  readonly #root: HTMLElement;
  readonly #desk: Desk;
  readonly #steps: Steps;
  readonly #purpose: Purpose;
  readonly #sender: Sender;
  readonly #files: Files;
  readonly #marks: Marks;
  readonly #questions: Questions;
  readonly #text: HTMLTextAreaElement;
  readonly #drafts = new Map<string, Draft>();
  #taken = "";

  constructor(root: HTMLElement, desk: Desk, steps: Steps, purpose: Purpose) {
    this.#root = root;
    this.#desk = desk;
    this.#steps = steps;
    this.#purpose = purpose;
    this.#sender = new Sender(root, desk, steps);
    this.#files = new Files(this.#section("write"), desk, () => this.#guard());
    this.#marks = new Marks(this.#section("review"));
    this.#questions = new Questions(this.#section("write"), () => this.#guard());
    this.#text = find(this.#section("write"), "textarea", HTMLTextAreaElement);
    this.#text.addEventListener("input", () => this.#typed());
    this.#files.warnOnce(() => this.#text.value !== "");
    onSubmit(this.#section("write"), () => this.#review());
    onSubmit(this.#section("review"), () => this.#send(purpose.ask()));
    for (const again of findAll(root, "[data-retry]", HTMLButtonElement)) {
      again.addEventListener("click", () => void this.#send("again"));
    }
  }

  /** Put aside what was written for another purpose: a complaint must not reach whom it is about. */
  takeUp(ask: string): void {
    if (ask !== this.#taken) {
      this.#drafts.set(this.#taken, { text: this.#text.value, files: [...this.#files.chosen] });
      this.#taken = ask;
      const { text, files } = this.#drafts.get(ask) ?? { text: "", files: [] };
      this.#drafts.delete(ask);
      this.#text.value = text;
      this.#files.replace(files);
      this.#complain("");
    }
  }

  /** Ask what the form of a line asks; an empty text asks nothing. */
  askOf(line: string): void {
    this.#questions.askOf(line);
  }

  #typed(): void {
    this.#complain("");
    this.#guard();
  }

  #guard(): void {
    const drafts = [...this.#drafts.values(), { text: this.#text.value, files: this.#files.chosen }];
    guard(this.#questions.touched || drafts.some(({ text, files }) => text !== "" || files.length > 0));
  }

  async #review(): Promise<void> {
    if (!(await this.#files.settle())) return;
    const letter = this.#letter();
    const wrong = await this.#judge(letter);
    this.#complain(wrong.sentence, wrong.values);
    if (wrong.sentence === "") {
      this.#preview(letter);
      this.#warnOverdue(this.#purpose.opened()?.overdue.includes(letter.line) ?? false);
      show(this.#notice(), false);
      this.#steps.goTo("review");
    }
  }

  async #judge(letter: Letter): Promise<{ sentence: string; values?: Record<string, string> }> {
    if (letter.line === "") {
      return { sentence: "line-missing" };
    }
    if (letter.consent === undefined && /^[\s\p{Cc}\p{Cf}]*$/u.test(letter.text)) {
      return { sentence: "text-empty" };
    }
    try {
      const { tooMany } = await this.#desk.ask({ ask: "measure", letter });
      return tooMany > 0
        ? { sentence: "text-too-long", values: { characters: String(tooMany) } }
        : { sentence: "" };
    } catch (error) {
      return whyNot(error);
    }
  }

  #complain(name: string, values: Readonly<Record<string, string>> = {}): void {
    say(find(this.#section("write"), "[data-problem]", HTMLElement), name, values);
    this.#text.setAttribute("aria-invalid", String(name !== ""));
    if (name !== "") {
      this.#text.focus();
    }
  }

  #preview(letter: Letter): void {
    const section = this.#section("review");
    const radio = find(this.#root, `input[value="${letter.line}"]`, HTMLInputElement);
    const name = find(radio.closest("label") ?? section, "[data-line-name]", HTMLElement);
    find(section, "[data-preview-line]", HTMLElement).textContent = name.textContent;
    this.#marks.clear();
    this.#marks.put(find(section, "[data-preview-text]", HTMLElement), letter.text, this.#text);
    this.#questions.preview(section, this.#marks);
    const rows = letter.files.map(({ name: title, size, asItIs }) =>
      make("li", `${plain(title)} (${sizeOf(size)})${asItIs ? sentence("preview-as-it-is") : ""}`),
    );
    find(section, "[data-preview-files]", HTMLElement).replaceChildren(...rows);
    show(find(section, "[data-with-files]", HTMLElement), rows.length > 0);
  }

  #warnOverdue(isOverdue: boolean): void {
    const warning = find(this.#section("review"), "[data-overdue]", HTMLElement);
    show(warning, isOverdue);
    find(warning, "input", HTMLInputElement).checked = false;
  }

  async #send(ask: "report" | "followup" | "again"): Promise<void> {
    const question = ask === "again" ? { ask } : { ask, letter: this.#letter() };
    guard(true);
    await this.#sender.send(question, {
      stored: (sent) => this.#keep(sent),
      refused: (refused) => this.#refuse(refused),
    });
  }

  #keep(sent: Sent): void {
    find(this.#section("write"), "form", HTMLFormElement).reset();
    this.#files.replace([]);
    this.#purpose.stored(sent);
  }

  #refuse(refused: Refused): void {
    if (refused.sentence === "perhaps-stored") {
      // It may have arrived: of a report, the codename is then the only way to find out.
      this.#steps.goOnTo("doubt");
      const doubt = this.#section("doubt");
      show(find(doubt, "[data-doubt-report]", HTMLElement), refused.codename.length > 0);
      find(doubt, "[data-doubt-codename]", HTMLElement).textContent = refused.codename.join(" ");
      return;
    }
    this.#steps.swap("review");
    if (refused.sentence === "overdue") {
      this.#warnOverdue(true);
    }
    complain(this.#notice(), refused);
  }

  #letter(): Letter {
    const overdue = find(this.#section("review"), "[data-overdue] input", HTMLInputElement);
    return {
      line: this.#purpose.line(),
      ...this.#purpose.complaint(),
      consent: this.#purpose.consent?.(),
      ...this.#questions.read(),
      text: this.#text.value,
      language: document.documentElement.lang === "en" ? "en" : "nl",
      files: this.#files.enclosures(),
      sendAnyway: overdue.checked,
    };
  }

  #notice(): HTMLElement {
    return find(this.#section("review"), "[data-notice]", HTMLElement);
  }

  #section(step: string): HTMLElement {
    return find(this.#root, `[data-step="${step}"]`, HTMLElement);
  }
}

/** Do something instead of what the browser would do with the form of a step. */
export function onSubmit(section: HTMLElement, act: () => void | Promise<void>): void {
  find(section, "form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    void act();
  });
}

/** Say in a notice why something was not done, and bring it into view. */
export function complain(notice: HTMLElement, refused: Refused): void {
  // A wrong clock is told by the date that the device believes in.
  say(notice, refused.sentence, { ...refused.values, today: dateOf(Math.floor(Date.now() / DAY_MS)) });
  notice.focus();
}

/** Return the line that is chosen in a group of radio buttons, or an empty text. */
export function chosenLine(root: HTMLElement): string {
  return root.querySelector<HTMLInputElement>("input[name=line]:checked")?.value ?? "";
}

/** Offer the lines that can be sealed to today, and say of the others that they are closed. */
export function offerLines(root: HTMLElement, { lines, tooFew }: Opened): void {
  for (const radio of findAll(root, "input[name=line]", HTMLInputElement)) {
    const closed = tooFew.includes(radio.value);
    const known = lines.includes(radio.value);
    radio.disabled = closed || !known;
    const card = radio.closest("label");
    if (card !== null) {
      show(card, known);
      show(find(card, "[data-closed]", HTMLElement), closed);
    }
  }
}
