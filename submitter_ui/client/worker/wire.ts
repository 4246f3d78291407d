/**
 * One request at a time, and nothing by which a server could know a reporter again:
 * no cookie, no cache, no redirect, no referrer; every wait has an end and every
 * answer a largest size.
 */

const SILENCE_MS = 120_000;
/** Building a new circuit to an onion service takes up to half of this. */
const ANSWER_MS = 900_000;
/** The whole drop over a slow circuit (4 MiB at 5 kB/s); a server that drips ends here. */

export interface Request {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** The most bytes that a true answer has. */
  readonly limit: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** Told the head of the answer, whatever its status. */
  readonly told?: (headers: Headers) => void;
  readonly progress?: (done: number, total: number) => void;
}

export interface Answer {
  readonly status: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** No answer came; whether the request arrived, nobody knows. */
export class Unreachable extends Error {}

/** The answer is longer than any true one. */
export class TooLong extends Error {}

/** Return the whole answer, or throw `Unreachable` or `TooLong`. */
export async function ask(request: Request): Promise<Answer> {
  const end = new AbortController();
  const whole = setTimeout(() => end.abort(), ANSWER_MS);
  let silence = setTimeout(() => end.abort(), SILENCE_MS);
  const heard = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => end.abort(), SILENCE_MS);
  };
  try {
    const response = await fetch(request.path, {
      method: request.method,
      headers: request.headers ?? {},
      body: request.body ?? null,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: end.signal,
    });
    request.told?.(response.headers);
    return { status: response.status, body: await readAll(response, request, heard) };
  } catch (error) {
    if (error instanceof TooLong) {
      throw error;
    }
    throw new Unreachable();
  } finally {
    clearTimeout(whole);
    clearTimeout(silence);
    end.abort();
  }
}

async function readAll(
  response: Response,
  request: Request,
  heard: () => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const expected = Number(response.headers.get("Content-Length") ?? 0);
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    heard();
    size += next.value.length;
    if (size > request.limit) {
      throw new TooLong();
    }
    pieces.push(next.value);
    request.progress?.(size, Math.max(size, expected));
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
