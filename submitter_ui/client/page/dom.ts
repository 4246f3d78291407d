/** Finding and showing what stands in the page; every text is in the HTML, none here. */

export const DAY_MS = 86_400_000;

type Kind<Found extends HTMLElement> = new () => Found;

/** Return the one element that `selector` names; a page without it is a fault of ours. */
export function find<Found extends HTMLElement>(
  root: ParentNode,
  selector: string,
  kind: Kind<Found>,
): Found {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) {
    throw new Error(`the page has no ${selector}`);
  }
  return found;
}

/** Return every element that `selector` names and that is of this kind. */
export function findAll<Found extends HTMLElement>(
  root: ParentNode,
  selector: string,
  kind: Kind<Found>,
): Found[] {
  return [...root.querySelectorAll(selector)].filter((found): found is Found => found instanceof kind);
}

/** Show or hide an element. */
export function show(element: HTMLElement, visible = true): void {
  element.hidden = !visible;
}

/** Return the sentence of the page with this name, with its values filled in. */
export function sentence(name: string, values: Readonly<Record<string, string>> = {}): string {
  const text = find(document, `[data-sentence="${name}"]`, HTMLElement).textContent ?? "";
  const phone = find(document, "[data-phone]", HTMLElement).dataset["phone"] ?? "";
  const filled: Readonly<Record<string, string>> = { phone, ...values };
  return fill(text.trim(), filled);
}

/** Return a text with the values filled in that it names in braces. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? "");
}

/** Put a sentence into an element and show it; an empty name hides the element. */
export function say(
  element: HTMLElement,
  name: string,
  values: Readonly<Record<string, string>> = {},
): void {
  element.textContent = name === "" ? "" : sentence(name, values);
  show(element, name !== "");
}

/** Make an element with a text in it. */
export function make(tag: string, text: string, className = ""): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className !== "") {
    made.className = className;
  }
  return made;
}

/** Return a foreign text with what would turn or hide the text around it made visible. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\ufffd");
}

/** Return a day as people write it, in the language of the page. */
export function dateOf(day: number, weekday = false): string {
  const form: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", timeZone: "UTC" };
  const named: Intl.DateTimeFormatOptions = weekday ? { weekday: "long" } : { year: "numeric" };
  const locale = document.documentElement.lang === "en" ? "en-GB" : "nl-NL";
  return new Intl.DateTimeFormat(locale, { ...form, ...named }).format(day * DAY_MS);
}
