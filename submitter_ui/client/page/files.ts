/** Choosing files to go along: several at once, more later, each can be taken off again. */

import { find, make, plain, say, sentence } from "./dom.ts";

/** As in docs/protocol.md section 8.1. */
const MAX_FILES = 16;
/** A service may allow less; then its server says so before the first byte is sent. */
const MAX_BYTES = 512 * 1024 * 1024;

export class Files {
  readonly #chosen: File[] = [];
  readonly #list: HTMLElement;
  readonly #problem: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #changed: () => void;

  /** `changed` is called when the reporter added a file or took one off. */
  constructor(root: HTMLElement, changed: () => void) {
    this.#changed = changed;
    this.#input = find(root, "input[type=file]", HTMLInputElement);
    this.#list = find(root, "[data-files]", HTMLElement);
    this.#problem = find(root, "[data-files-problem]", HTMLElement);
    this.#input.addEventListener("change", () => this.#take());
  }

  get chosen(): readonly File[] {
    return this.#chosen;
  }

  /** Go on with these files instead of the ones that were chosen. */
  replace(files: readonly File[]): void {
    this.#chosen.splice(0, this.#chosen.length, ...files);
    say(this.#problem, "");
    this.#list.replaceChildren(...this.#rows());
  }

  #take(): void {
    say(this.#problem, "");
    for (const file of this.#input.files ?? []) {
      const why = this.#refuse(file);
      if (why === "") {
        this.#chosen.push(file);
      } else {
        say(this.#problem, why, { file: plain(file.name), most: String(MAX_FILES) });
      }
    }
    // The same file may be chosen again after it was taken off.
    this.#input.value = "";
    this.#show();
  }

  #refuse(file: File): string {
    if (this.#chosen.some((other) => isSame(other, file))) {
      return "file-twice";
    }
    if (file.size === 0) {
      return "file-empty";
    }
    if (file.size > MAX_BYTES) {
      return "file-too-large";
    }
    return this.#chosen.length >= MAX_FILES ? "too-many-files" : "";
  }

  #show(): void {
    this.#list.replaceChildren(...this.#rows());
    this.#changed();
  }

  #rows(): HTMLElement[] {
    return this.#chosen.map((file, place) => {
      const name = plain(file.name);
      const row = make("li", "");
      const remove = make("button", sentence("take-off", { file: name }), "plain");
      remove.setAttribute("type", "button");
      remove.addEventListener("click", () => {
        this.#chosen.splice(place, 1);
        this.#show();
        this.#input.focus();
      });
      row.append(make("span", name, "name"), make("span", sizeOf(file.size), "counter"), remove);
      return row;
    });
  }
}

/** Return a number of bytes as people read it. */
export function sizeOf(bytes: number): string {
  const locale = document.documentElement.lang;
  const [unit, divisor] = bytes < 1_000_000 ? ["kB", 1000] as const : ["MB", 1_000_000] as const;
  const digits = divisor === 1000 ? 0 : 1;
  return `${(bytes / divisor).toLocaleString(locale, { maximumFractionDigits: digits })} ${unit}`;
}

function isSame(one: File, other: File): boolean {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}
