/** Starts the one or the other page, once there is somebody to ask. */

import { startReturn } from "./coming_back.ts";
import type { Desk } from "./desk.ts";
import { findAll, show } from "./dom.ts";
import { startReport } from "./report.ts";

/** Start the page that `root` is, and show it. */
export function begin(root: HTMLElement, desk: Desk): void {
  const start = root.dataset["page"] === "report" ? startReport : startReturn;
  start(root, desk);
  for (const back of findAll(root, "[data-back]", HTMLButtonElement)) {
    back.addEventListener("click", () => history.back());
  }
  show(root);
}
