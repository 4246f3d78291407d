/** What runs in the page: shows the steps that need JavaScript, and starts the worker. */

import { startReturn } from "./coming_back.ts";
import { Desk } from "./desk.ts";
import { find, findAll, show } from "./dom.ts";
import { startReport } from "./report.ts";
import { scriptUrl } from "./trusted_types.ts";

/** Start the page that stands in the document. */
function start(): void {
  const root = find(document, "[data-page]", HTMLElement);
  const address = scriptUrl(document.documentElement.dataset["worker"] ?? "");
  const desk = new Desk(new Worker(address, { type: "module" }));
  const begin = root.dataset["page"] === "report" ? startReport : startReturn;
  begin(root, desk);
  for (const back of findAll(root, "[data-back]", HTMLButtonElement)) {
    back.addEventListener("click", () => history.back());
  }
  show(root);
}

start();
