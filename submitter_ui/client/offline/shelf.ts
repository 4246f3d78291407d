/** The sealed files, each a link that saves it; the browser asks before the page is left without them. */

import { dateOf, find, findAll, make, sentence } from "../page/dom.ts";
import type { Sealed } from "./carried.ts";

let unsaved = new Set<HTMLElement>();

/** Show what was sealed, wherever the page has room for it. */
export function showSealed(root: ParentNode, { files, lastDay }: Sealed): void {
  const links = files.map((file, place) => linkTo(file, place, files.length));
  unsaved = new Set(links);
  find(root, "[data-sealed]", HTMLElement).replaceChildren(...links.map(inItem));
  for (const when of findAll(root, "[data-last-day]", HTMLElement)) {
    when.textContent = dateOf(lastDay, true);
  }
  window.addEventListener("beforeunload", askToStay);
}

function linkTo(file: Blob, place: number, count: number): HTMLAnchorElement {
  const isMessage = place === count - 1;
  const number = String(place + 1);
  const link = document.createElement("a");
  link.textContent = sentence(isMessage ? "save-message" : "save-attachment", { number });
  link.className = isMessage ? "button" : "button quiet";
  link.href = URL.createObjectURL(file);
  link.download = sentence(isMessage ? "name-message" : "name-attachment", { number });
  link.addEventListener("click", () => unsaved.delete(link));
  return link;
}

function inItem(link: HTMLAnchorElement): HTMLElement {
  const item = make("li", "");
  item.append(link);
  return item;
}

function askToStay(event: BeforeUnloadEvent): void {
  if (unsaved.size > 0) {
    event.preventDefault();
  }
}
