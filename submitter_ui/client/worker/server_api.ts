/**
 * The reporters' server, as calls (docs/protocol.md section 14.1). Nothing here is
 * trusted: `trusted.ts` judges what comes back.
 */

import { MAX_DROP } from "../crypto/drop.ts";
import { MAX_TODAY } from "../crypto/today.ts";
import { ask, TooLong, type Request } from "./wire.ts";

const MAX_JSON = 1 << 16;
const TICKET = /^[A-Za-z0-9_-]{16,256}=*$/;

export const CODES: Readonly<Record<number, string>> = {
  400: "malformed",
  403: "ticket",
  404: "unknown",
  409: "conflict",
  413: "too-large",
  422: "period",
  500: "internal",
  502: "internal",
  503: "busy",
  504: "internal",
  507: "full",
};

/** The server refused, with one of the codes of section 14. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** The server answered something that a server of ours does not answer. */
export class Nonsense extends Error {}

type Bytes = Uint8Array<ArrayBuffer>;
type Told = (done: number, total: number) => void;

/** Return the bytes of `today`, not verified; `told` hears how many bytes a check will fetch, 0 where nobody says. */
export function fetchToday(told: (returningSize: number) => void): Promise<Bytes> {
  return call(200, {
    method: "GET",
    path: "/api/today",
    limit: MAX_TODAY,
    told: (headers) => told(Number(headers.get("Sluis-Returning-Size"))),
  });
}

/** Return the bytes of the whole drop, not verified. */
export function fetchDrop(progress: Told): Promise<Bytes> {
  return fetchFile("/api/drop", MAX_DROP, progress);
}

/** Return the bytes of the lists that all buckets of the drop share, not verified. */
export function fetchLists(progress: Told): Promise<Bytes> {
  return fetchFile("/api/drop/lists", MAX_DROP, progress);
}

/** Return the bytes of one bucket of the drop, not verified. */
export function fetchBucket(bits: number, number: number, progress: Told): Promise<Bytes> {
  return fetchFile(`/api/drop/${bits}/${number}`, MAX_DROP, progress);
}

/** Return a fresh ticket. */
export async function takeTicket(): Promise<string> {
  const body = await call(201, { method: "POST", path: "/api/tickets", limit: MAX_JSON });
  const ticket = field(body, "ticket");
  if (typeof ticket !== "string" || !TICKET.test(ticket)) {
    throw new Nonsense("this is no ticket");
  }
  return ticket;
}

/** Submit; resolves only when the server says that everything is stored. */
export async function submit(ticket: string, body: Bytes): Promise<void> {
  const answer = await call([200, 201], {
    method: "POST",
    path: "/api/submissions",
    limit: MAX_JSON,
    headers: { "Sluis-Ticket": ticket, "Content-Type": "application/octet-stream" },
    body,
  });
  if (field(answer, "stored") !== true) {
    throw new Nonsense("the server did not say that it stored anything");
  }
}

function fetchFile(path: string, limit: number, progress: Told): Promise<Bytes> {
  return call(200, { method: "GET", path, limit, progress });
}

async function call(expected: number | readonly number[], request: Request): Promise<Bytes> {
  const answer = await ask(request).catch((error: unknown) => {
    throw error instanceof TooLong ? new Nonsense("the answer is too long") : error;
  });
  if ([expected].flat().includes(answer.status)) {
    return answer.body;
  }
  const code = CODES[answer.status];
  throw code === undefined ? new Nonsense(`status ${answer.status}`) : new Refused(code);
}

function field(body: Bytes, name: string): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === "object" && value !== null
      ? Object.entries(value).find(([key]) => key === name)?.[1]
      : undefined;
  } catch {
    throw new Nonsense("the answer is not JSON");
  }
}
