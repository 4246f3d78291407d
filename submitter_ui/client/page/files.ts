/** Choosing files to go along, or dropping them: several at once, more later, each can be taken off again. */

import type { Enclosure } from "../contract.ts";
import type { Desk } from "./desk.ts";
import { find, plain, say } from "./dom.ts";
import { Row } from "./file_row.ts";

/** As in docs/protocol.md section 8.1. */
const MAX_FILES = 16;
const MB = 1_000_000;

export class Files {
  #rows: Row[] = [];
  readonly #desk: Desk;
  readonly #area: HTMLElement;
  readonly #list: HTMLElement;
  readonly #problem: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #ownNames: HTMLInputElement;
  readonly #changed: () => void;

  /** `changed` is called when the reporter added a file or took one off. */
  constructor(root: HTMLElement, desk: Desk, changed: () => void) {
    this.#desk = desk;
    this.#changed = changed;
    this.#input = find(root, "input[type=file]", HTMLInputElement);
    this.#area = find(root, "[data-drop]", HTMLElement);
    this.#list = find(root, "[data-files]", HTMLElement);
    this.#problem = find(root, "[data-files-problem]", HTMLElement);
    this.#ownNames = find(root, "[data-own-names]", HTMLInputElement);
    this.#ownNames.addEventListener("change", () => this.#tell());
    this.#input.addEventListener("change", () => {
      this.#take(this.#input.files ?? []);
      // The same file may be chosen again after it was taken off.
      this.#input.value = "";
    });
    for (const kind of ["dragover", "dragleave", "drop"] as const) {
      document.addEventListener(kind, (event) => this.#drag(event));
    }
  }

  get chosen(): readonly Row[] {
    return this.#rows;
  }

  /** Go on with these files instead of the ones that were chosen. */
  replace(rows: readonly Row[]): void {
    this.#rows = [...rows];
    say(this.#problem, "");
    this.#show();
  }

  /** Warn, once, that a phone may close the page while a file is sought. */
  warnOnce(isTyped: () => boolean): void {
    let warned = false;
    this.#input.addEventListener("click", (event) => {
      if (!warned && isTyped() && matchMedia("(pointer: coarse)").matches) {
        warned = true;
        event.preventDefault();
        say(this.#problem, "files-first");
      }
    });
  }

  /** Return whether every file was looked at and decided on; where one was not, the page says so. */
  async settle(): Promise<boolean> {
    await Promise.all(this.#rows.map((row) => row.examine()));
    this.#tell();
    const open = this.#rows.find(({ problem }) => problem !== "");
    say(this.#problem, open?.problem ?? "", { file: plain(open?.file.name ?? "") });
    open?.focus();
    return open === undefined;
  }

  /** Return the files as they go along. */
  enclosures(): readonly Enclosure[] {
    const names = this.#names();
    return this.#rows.map((row, place) => row.enclosure(names[place] ?? ""));
  }

  /** A file that is dropped beside the place for it must not make the browser leave the page. */
  #drag(event: DragEvent): void {
    const { dataTransfer, type } = event;
    if (dataTransfer?.types.includes("Files") !== true) return;
    event.preventDefault();
    const isShown = this.#area.offsetParent !== null;
    this.#area.classList.toggle("over", isShown && type === "dragover");
    if (isShown && type === "drop") this.#take(dataTransfer.files);
  }

  #take(files: Iterable<File>): void {
    say(this.#problem, "");
    for (const file of files) {
      const why = this.#refuse(file);
      if (why === "") {
        const row = new Row(file, this.#desk, () => this.#remove(row));
        this.#rows.push(row);
        void row.examine().then(() => this.#tell());
      } else {
        const { each = "", all = "" } = this.#input.dataset;
        say(this.#problem, why, { file: plain(file.name), most: String(MAX_FILES), each, all });
      }
    }
    this.#show();
    this.#changed();
  }

  #refuse(file: File): string {
    const { each, all } = this.#input.dataset;
    const others = this.#rows.map((row) => row.file);
    if (others.some((other) => isSame(other, file))) {
      return "file-twice";
    }
    if (file.size === 0) {
      return "file-empty";
    }
    if (file.size > Number(each) * MB) {
      return "file-too-large";
    }
    if (others.reduce((sum, { size }) => sum + size, file.size) > Number(all) * MB) {
      return "files-too-large";
    }
    return others.length >= MAX_FILES ? "too-many-files" : "";
  }

  #remove(row: Row): void {
    this.#rows = this.#rows.filter((other) => other !== row);
    say(this.#problem, "");
    this.#show();
    this.#changed();
    this.#input.focus();
  }

  #show(): void {
    this.#list.replaceChildren(...this.#rows.map(({ element }) => element));
    // A name is only to be decided on where there is one.
    this.#ownNames.closest("label")?.toggleAttribute("hidden", this.#rows.length === 0);
    this.#tell();
  }

  #tell(): void {
    const names = this.#names();
    this.#rows.forEach((row, place) => row.tell(names[place] ?? ""));
  }

  #names(): readonly string[] {
    const numbers = new Map<string, number>();
    return this.#rows.map((row) => {
      const number = (numbers.get(row.kind) ?? 0) + 1;
      numbers.set(row.kind, number);
      return row.title(number, this.#ownNames.checked);
    });
  }
}

function isSame(one: File, other: File): boolean {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}
