/**
 * The one script of the offline page: run by the page it starts the page; run by the
 * worker that the page makes of it, it does the work.
 */

import type { ToOffline } from "./carried.ts";
import { startPage } from "./start.ts";
import { workFor } from "./work.ts";

if ("document" in globalThis) {
  startPage(document.currentScript?.textContent ?? "");
} else {
  const hear = workFor((message) => self.postMessage(message));
  self.onmessage = ({ data }: MessageEvent<ToOffline>): void => hear(data);
}
