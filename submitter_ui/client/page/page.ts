/** What runs in every page: the way out and the hours; where there are steps, also those, and the worker. */

import { begin } from "./begin.ts";
import { Desk } from "./desk.ts";
import { startExit } from "./exit.ts";
import { startHours } from "./hours.ts";
import { scriptUrl } from "./trusted_types.ts";

/** Start the page that stands in the document; the way out first, which must work whatever fails after it. */
function start(): void {
  let worker: Worker | undefined;
  startExit(() => worker?.terminate());
  const root = document.querySelector<HTMLElement>("[data-page]");
  if (root !== null) {
    const address = scriptUrl(document.documentElement.dataset["worker"] ?? "");
    worker = new Worker(address, { type: "module" });
    begin(root, new Desk(worker));
  }
  startHours();
}

start();
