/** The decoded inputs of a vector, each of which must be of the type that its operation expects. */

import type { Envelope } from "../../submitter_ui/client/crypto/slots.ts";

export class Given {
  readonly #fields: ReadonlyMap<string, unknown>;

  constructor(fields: object) {
    this.#fields = new Map(Object.entries(fields));
  }

  text(name: string): string {
    return this.#one(name, (value) => typeof value === "string");
  }

  number(name: string): number {
    return this.#one(name, (value) => typeof value === "number");
  }

  bytes(name: string): Uint8Array {
    return this.#one(name, isBytes);
  }

  numbers(name: string): readonly number[] {
    return this.#many(name, (value) => typeof value === "number");
  }

  texts(name: string): readonly string[] {
    return this.#many(name, (value) => typeof value === "string");
  }

  byteStrings(name: string): readonly Uint8Array[] {
    return this.#many(name, isBytes);
  }

  objects(name: string): readonly Given[] {
    return this.#many(name, (value) => typeof value === "object" && value !== null).map((value) => new Given(value));
  }

  /** For whom something is sealed: `recipients` with an empty one where a slot has no key. */
  envelope(): Envelope {
    const slotRecipients = this.byteStrings("recipients").map((raw) => (raw.length ? raw : null));
    return { period: this.number("period"), members: this.numbers("members"), slotRecipients };
  }

  #one<T>(name: string, is: (value: unknown) => value is T): T {
    const value = this.#fields.get(name);
    if (!is(value)) throw new TypeError(`the input ${name} is missing or of another type`);
    return value;
  }

  #many<T>(name: string, is: (value: unknown) => value is T): readonly T[] {
    return this.#one(name, (value): value is T[] => Array.isArray(value) && value.every((item) => is(item)));
  }
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}
