/** What runs in the page: shows the steps that need JavaScript, and starts the worker. */

import { begin } from "./begin.ts";
import { Desk } from "./desk.ts";
import { find } from "./dom.ts";
import { scriptUrl } from "./trusted_types.ts";

/** Start the page that stands in the document. */
function start(): void {
  const address = scriptUrl(document.documentElement.dataset["worker"] ?? "");
  begin(find(document, "[data-page]", HTMLElement), new Desk(new Worker(address, { type: "module" })));
}

start();
