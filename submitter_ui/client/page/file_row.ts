/** A file in the list: what became of it when it was looked at, and what the reporter decided. */

import type { Enclosure, Examined } from "../contract.ts";
import { whyNot, type Desk } from "./desk.ts";
import { make, plain, say, sentence, show } from "./dom.ts";

const UNREADABLE = "file-changed";

export class Row {
  readonly file: File;
  readonly element = make("li", "");
  readonly #desk: Desk;
  readonly #said = make("p", "", "small");
  readonly #choice = make("label", "", "choice");
  readonly #asItIs = document.createElement("input");
  readonly #remove: HTMLElement;
  #examined: Examined | undefined;
  #problem = "";

  constructor(file: File, desk: Desk, remove: () => void) {
    this.file = file;
    this.#desk = desk;
    this.#remove = make("button", sentence("take-off", { file: plain(file.name) }), "plain");
    this.#remove.setAttribute("type", "button");
    this.#remove.addEventListener("click", remove);
    this.#asItIs.type = "checkbox";
    this.#choice.append(this.#asItIs, make("span", sentence("file-as-it-is")));
    show(this.#choice, false);
    const size = make("span", sizeOf(file.size), "counter");
    this.element.append(make("span", plain(file.name), "name"), size, this.#remove, this.#said, this.#choice);
    say(this.#said, "file-looking");
  }

  /** What keeps it from going along: the name of a sentence, or an empty text. */
  get problem(): string {
    const isDecided = this.#examined?.clean === true || this.#asItIs.checked;
    return this.#examined === undefined ? this.#problem : isDecided ? "" : "file-undecided";
  }

  /** Have it looked at, unless it was. */
  async examine(): Promise<void> {
    try {
      this.#examined ??= await this.#desk.ask({ ask: "examine", file: this.file });
    } catch (error) {
      this.#problem = whyNot(error).sentence === UNREADABLE ? UNREADABLE : "file-unexamined";
    }
  }

  /** Bring what is to be decided to the reporter. */
  focus(): void {
    (this.#choice.hidden ? this.#remove : this.#asItIs).focus();
  }

  /** What a name that says no more begins with. */
  get kind(): string {
    return sentence(`name-${this.#examined?.kind ?? "file"}`);
  }

  /** Return the name under which it goes along: its own, or one that says no more than what it is. */
  title(number: number, keepsOwn: boolean): string {
    const { ownName = "", extension = "" } = this.#examined ?? {};
    return (keepsOwn && ownName) || `${this.kind}-${number}${extension}`;
  }

  /** Say under which name it goes along, and what is still in it. */
  tell(name: string): void {
    const { clean } = this.#examined ?? {};
    const looked = clean === undefined ? this.#problem || "file-looking" : clean ? "file-clean" : "file-unclean";
    say(this.#said, looked, { name: plain(name), file: plain(this.file.name) });
    this.#said.classList.toggle("error", clean === false || this.#problem !== "");
    show(this.#choice, clean === false);
  }

  /** Return how it goes along under this name. */
  enclosure(name: string): Enclosure {
    const { type = "", size = 0, clean = false } = this.#examined ?? {};
    return { file: this.file, name, type, size, asItIs: !clean };
  }
}

/** Return a number of bytes as people read it. */
export function sizeOf(bytes: number): string {
  const locale = document.documentElement.lang;
  const [unit, divisor] = bytes < 1_000_000 ? ["kB", 1000] as const : ["MB", 1_000_000] as const;
  const digits = divisor === 1000 ? 0 : 1;
  return `${(bytes / divisor).toLocaleString(locale, { maximumFractionDigits: digits })} ${unit}`;
}
