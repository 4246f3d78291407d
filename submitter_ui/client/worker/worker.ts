/** The worker: the page's questions come in as messages, and the answers go out as messages. */

import type { ToWorker } from "../contract.ts";
import { answerTo } from "./answering.ts";

const hear = answerTo((message) => self.postMessage(message));

self.onmessage = ({ data }: MessageEvent<ToWorker>): void => hear(data);
