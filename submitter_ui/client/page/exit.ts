/**
 * Leaving at once: by the link, or by Shift three times. What stands in the page is gone before
 * the next page is asked for, the worker with it, and going back does not lead to the form.
 *
 * What a page cannot do: the browser's own history keeps that somebody was here. The bar says so.
 */

import { fill, find, show } from "./dom.ts";
import { guard } from "./leaving.ts";

const PRESSES = 3;
const WITHIN_MS = 5_000;
/** Going back in the history of one page takes no time; a browser that will not is not waited for. */
const PATIENCE_MS = 300;

/** Make the link leave at once; `end` ends what works in the background. */
export function startExit(end: () => void): void {
  const link = document.querySelector<HTMLAnchorElement>("[data-exit]");
  if (link !== null) {
    const leave = (): void => {
      vanish(link.dataset["exit"] ?? "");
      end();
      goAway(link.href, link.dataset["home"] ?? "");
    };
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
    beginAnew();
    countShift(find(document, "[data-presses]", HTMLElement), leave);
    show(find(document, "[data-keys]", HTMLElement));
  }
}

/** Leave nothing to be seen, and nothing typed for a browser to put back. */
function vanish(word: string): void {
  guard(false);
  for (const form of document.forms) {
    form.reset();
  }
  document.body.textContent = document.title = word;
}

/** However one left: a browser that kept the page shows an empty one for a moment when it is gone back to, and begins anew. */
function beginAnew(): void {
  window.addEventListener("pagehide", () => show(document.body, false));
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) {
      guard(false);
      location.reload();
    }
  });
}

/** Go in place of this page, behind the first of its steps, which becomes the start; the ones after it are cut off. */
function goAway(address: string, start: string): void {
  // A page without steps has no state.
  const depth: number = history.state?.depth ?? 0;
  const go = (): void => location.replace(address);
  if (depth === 0) {
    go();
    return;
  }
  const late = setTimeout(go, PATIENCE_MS);
  window.addEventListener(
    "popstate",
    (event) => {
      event.stopImmediatePropagation();
      clearTimeout(late);
      history.replaceState(null, "", start);
      history.pushState(null, "", start);
      go();
    },
    { capture: true, once: true },
  );
  history.go(-depth);
}

/** Count Shift pressed by itself; with another key it is no sign, as whoever types presses it too. */
function countShift(place: HTMLElement, leave: () => void): void {
  let presses = 0;
  let withAnother = false;
  let end = 0;
  const count = (now: number): void => {
    presses = now;
    place.textContent = now === 0 ? "" : fill(place.dataset["presses"] ?? "", { left: String(PRESSES - now) });
  };
  window.addEventListener("keyup", ({ key, shiftKey }) => {
    const alone = key === "Shift" && !withAnother;
    withAnother = shiftKey;
    if (alone && presses === 0) {
      clearTimeout(end);
      end = window.setTimeout(() => count(0), WITHIN_MS);
    }
    if (alone || presses > 0) {
      count(alone ? presses + 1 : 0);
    }
    if (presses === PRESSES) {
      leave();
    }
  });
}
