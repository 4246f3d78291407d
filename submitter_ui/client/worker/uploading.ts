/**
 * Files beside a message: read in pieces, sealed as they are read, sent in resumable
 * pieces (tus 1.0). Never held whole in memory.
 */

import type { DetailedError } from "tus-js-client";
import { bytesToHex, hexToBytes } from "../crypto/bytes.ts";
import { sha256 } from "../crypto/hashing.ts";
import type { Attachment } from "../crypto/messages.ts";
import { sealStream } from "../crypto/sealing.ts";
import type { Envelope } from "../crypto/slots.ts";
import type { Job } from "./job.ts";
import { Refusal } from "./refusals.ts";
import { describe } from "./writing.ts";

/** Large enough that a request for each costs little over Tor, small enough to hold. */
const PIECE = 4 * 1024 * 1024;
const RETRY_MS = [1000, 2000, 4000, 8000];
/** A piece over a slow circuit (5 kB/s); a server that says nothing ends here. */
const PIECE_MS = 900_000;
const LOCATION = /(?:^|\/)api\/uploads\/([0-9a-f]{32})$/;
const SENTENCE_OF: Readonly<Record<number, string>> = {
  403: "ticket-expired",
  413: "server-too-large",
  422: "wrong-period",
  500: "server-fault",
  503: "server-busy",
  507: "server-full",
};

/** Return what the message says of each file, every one of them sealed and at the server. */
export async function uploadAll(
  files: readonly File[],
  envelope: Envelope,
  ticket: string,
  job: Job,
): Promise<Attachment[]> {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const described: Attachment[] = [];
  let before = 0;
  for (const file of files) {
    const told = (done: number): void => job.reach("files", before + Math.min(done, file.size), total);
    described.push(await upload(file, envelope, ticket, job.signal, told));
    before += file.size;
  }
  return described;
}

async function upload(
  file: File,
  envelope: Envelope,
  ticket: string,
  stop: AbortSignal,
  told: (done: number) => void,
): Promise<Attachment> {
  told(0);
  const digest = sha256.create();
  const { stream, size } = await sealStream(contentOf(file, digest), file.size, envelope);
  const url = await send(stream.pipeThrough(inPieces()).getReader(), { size, ticket, stop, told, file });
  const id = LOCATION.exec(url)?.[1];
  if (id === undefined) {
    throw new Refusal("nonsense");
  }
  return describe(hexToBytes(id), file, bytesToHex(digest.digest()));
}

interface Sending {
  readonly size: number;
  readonly ticket: string;
  readonly stop: AbortSignal;
  readonly told: (done: number) => void;
  readonly file: File;
}

/** Send a sealed stream and return the address of its upload. */
async function send(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { size, ticket, stop, told, file }: Sending,
): Promise<string> {
  const { Upload } = await loadLibrary();
  // The reporter may have stopped while it was loaded, when nothing here could hear it.
  told(0);
  return new Promise((resolve, reject) => {
    const upload = new Upload(reader, {
      endpoint: "/api/uploads",
      uploadSize: size,
      chunkSize: PIECE,
      retryDelays: RETRY_MS,
      headers: { "Sluis-Ticket": ticket },
      // Nothing of an upload is kept on this device.
      storeFingerprintForResuming: false,
      fingerprint: () => Promise.resolve(""),
      onBeforeRequest: (request) => limitTime(request.getUnderlyingObject()),
      onShouldRetry: mayPass,
      onProgress: (sent) => told((sent / size) * file.size),
      onSuccess: () => resolve(upload.url ?? ""),
      onError: (error) => reject(refusalOf(error)),
    });
    stop.addEventListener("abort", () => {
      void upload.abort();
      void reader.cancel();
      reject(new Refusal("stopped"));
    });
    upload.start();
  });
}

/** Loaded only where there is a file, so that a report without one stays small. */
async function loadLibrary(): Promise<typeof import("tus-js-client")> {
  try {
    return await import("tus-js-client");
  } catch {
    throw new Refusal("unreachable");
  }
}

function limitTime(request: XMLHttpRequest): void {
  request.timeout = PIECE_MS;
  request.ontimeout = (event) => request.onerror?.(event);
}

/** Whether it may help to send a piece again: not where the file itself cannot be read. */
function mayPass(error: DetailedError): boolean {
  const status = statusOf(error);
  // A conflict passes too: the piece before it may still hang in the server (section 14.1).
  const line = status === 0 || status === 409 || (status >= 500 && status !== 507);
  return line && !(error.causingError instanceof Refusal);
}

function refusalOf(error: Error | DetailedError): Refusal {
  const cause = "causingError" in error ? error.causingError : error;
  if (cause instanceof Refusal) {
    return cause;
  }
  const status = "originalResponse" in error ? statusOf(error) : 0;
  return new Refusal(status === 0 ? "unreachable" : (SENTENCE_OF[status] ?? "server-refused"));
}

function statusOf(error: DetailedError): number {
  return error.originalResponse?.getStatus() ?? 0;
}

/** Return a file's content, hashed as it is read; it ends in a refusal if the file is not what was chosen. */
export function contentOf(
  file: File,
  digest: { update: (piece: Uint8Array) => unknown },
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = file.stream().getReader();
  const changed = (): Refusal => new Refusal("file-changed", { file: file.name });
  let seen = 0;
  return new ReadableStream({
    async pull(controller) {
      // Browsers differ in what they throw when a file went away or changed.
      const { value } = await reader.read().catch(() => Promise.reject(changed()));
      seen += value?.length ?? 0;
      if (value === undefined ? seen !== file.size : seen > file.size) {
        throw changed();
      }
      if (value === undefined) {
        controller.close();
        return;
      }
      digest.update(value);
      controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** Gather what comes in into pieces of one size, so that nothing downstream joins them again and again. */
function inPieces(): TransformStream<Uint8Array, Uint8Array> {
  let held = new Uint8Array(PIECE);
  let filled = 0;
  return new TransformStream({
    transform(piece, controller) {
      for (let at = 0; at < piece.length; ) {
        const part = piece.subarray(at, at + PIECE - filled);
        held.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled === PIECE) {
          controller.enqueue(held);
          held = new Uint8Array(PIECE);
          filled = 0;
        }
      }
    },
    flush(controller) {
      if (filled > 0) {
        controller.enqueue(held.subarray(0, filled));
      }
    },
  });
}
