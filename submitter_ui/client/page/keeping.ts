/**
 * Keeping a codename otherwise than by hand: printed, as a QR code for paper, or in a file.
 *
 * What it makes says nothing of what it is for: the words, and on paper a QR code of
 * them. The default stays pen and paper, which leaves nothing on the device.
 */

import { find, say, sentence, show } from "./dom.ts";

/** So long a browser may take to begin with a download. */
const MINUTE_MS = 60_000;

/** Offer the ways in the step of a codename. */
export function offerKeeping(root: HTMLElement, words: readonly string[]): void {
  const place = find(root, "[data-qr]", HTMLElement);
  const problem = find(root, "[data-qr-problem]", HTMLElement);
  const drawing = find(root, "[data-draw]", HTMLButtonElement);
  forgetDrawing(root);
  show(drawing);
  say(problem, "");
  find(root, "[data-print]", HTMLButtonElement).onclick = () => window.print();
  find(root, "[data-save]", HTMLButtonElement).onclick = () => save(words);
  drawing.onclick = async () => {
    try {
      const { drawQr } = await import("../qr/qr.ts");
      const { box, path } = drawQr(words);
      place.querySelector("svg")?.setAttribute("viewBox", box);
      place.querySelector("path")?.setAttribute("d", path);
      show(place);
      show(drawing, false);
      place.focus();
    } catch {
      say(problem, "qr-missing");
    }
  };
}

/** Take the QR code off the page. */
export function forgetDrawing(root: HTMLElement): void {
  const place = find(root, "[data-qr]", HTMLElement);
  place.querySelector("path")?.removeAttribute("d");
  show(place, false);
}

/** Give the words as a file with a name and a content that say nothing. */
function save(words: readonly string[]): void {
  const lines = words.map((word, number) => `${number + 1}. ${word}\n`);
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob(lines, { type: "text/plain" }));
  link.href = address;
  link.download = sentence("note-file");
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), MINUTE_MS);
}
