/** The worker's side of the offline page: the same answers as on the site, from files that were carried here. */

import { answerTo } from "../worker/answering.ts";
import type { FromOffline, ToOffline } from "./carried.ts";
import { carry, handOverTo } from "./server_api.ts";

/** Return what hears the page's messages; what is said to the page goes to `post`. */
export function workFor(post: (message: FromOffline) => void): (message: ToOffline) => void {
  const hear = answerTo(post);
  handOverTo((sealed) => post({ sealed }));
  return (message) => ("carried" in message ? carry(message.carried) : hear(message));
}
