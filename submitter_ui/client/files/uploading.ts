/**
 * Files beside a message: read in pieces, cleaned and sealed as they are read, sent in
 * resumable pieces (tus 1.0). Never held whole in memory.
 */

import { type DetailedError, Upload } from "tus-js-client";
import type { Enclosure } from "../contract.ts";
import { CheckedStack } from "./checked_stack.ts";
import { openContent } from "./content.ts";
import { Course, PIECE, RETRY_MS } from "./course.ts";
import { PaceKeeper } from "./pace.ts";
import type { Tools, Uploaded } from "./tools.ts";

const CHECKSUM_MISMATCH = 460;
const SENTENCE_OF: Readonly<Record<number, string>> = {
  403: "ticket-expired",
  413: "server-too-large",
  422: "wrong-period",
  500: "server-fault",
  503: "server-busy",
  507: "server-full",
};

/** Return every file's upload, in order, each of them sealed and at the server. */
export async function uploadAll(files: readonly Enclosure[], tools: Tools): Promise<Uploaded[]> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const pace = new PaceKeeper();
  const uploaded: Uploaded[] = [];
  let before = 0;
  for (const enclosure of files) {
    const told = (share: number): void => {
      const done = before + share * enclosure.size;
      tools.job.reach("files", done, total, pace.note(done, total, Date.now()));
    };
    uploaded.push(await upload(enclosure, tools, told));
    before += enclosure.size;
  }
  return uploaded;
}

async function upload(
  enclosure: Enclosure,
  tools: Tools,
  told: (share: number) => void,
): Promise<Uploaded> {
  told(0);
  const digest = tools.digest();
  const content = await openContent(enclosure, digest, tools);
  const { stream, size } = await tools.seal(content, enclosure.size);
  const id = await send(stream.pipeThrough(inPieces()).getReader(), size, tools, told);
  return { id, sha256: digest.hex() };
}

/** Send a sealed stream and return the id of its upload. */
function send(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  size: number,
  { ticket, job, Refusal }: Tools,
  told: (share: number) => void,
): Promise<string> {
  const course = new Course(size, Refusal);
  return new Promise((resolve, reject) => {
    const upload = new Upload(reader, {
      endpoint: "/api/uploads",
      uploadSize: size,
      chunkSize: PIECE,
      retryDelays: RETRY_MS,
      headers: { "Sluis-Ticket": ticket },
      httpStack: new CheckedStack(job.signal),
      // Nothing of an upload is kept on this device.
      storeFingerprintForResuming: false,
      fingerprint: () => Promise.resolve(""),
      onBeforeRequest: (request) => course.begin(request),
      onAfterResponse: (request, response) => course.judge(request, response),
      // Only the id is taken from the address that the server gives: pieces go nowhere else.
      onUploadUrlAvailable: () => {
        upload.url = `/api/uploads/${course.id}`;
      },
      onShouldRetry: (error) => mayPass(error, course, Refusal),
      onProgress: (sent) => told(sent / size),
      onSuccess: () => resolve(course.id),
      onError: (error) => reject(refusalOf(error, course, Refusal)),
    });
    job.signal.addEventListener("abort", () => {
      void upload.abort();
      void reader.cancel();
      reject(new Refusal("stopped"));
    });
    upload.start();
  });
}

/** Whether it may help to send a piece again: not where the file itself cannot be read. */
function mayPass(error: Error | DetailedError, course: Course, Refusal: Tools["Refusal"]): boolean {
  const { status } = course;
  // A conflict passes too: the piece before it may still hang in the server (section 14.1).
  const line = status === 0 || status === 409 || status === CHECKSUM_MISMATCH || (status >= 500 && status !== 507);
  return line && !(causeOf(error) instanceof Refusal) && course.mayGoOn();
}

function refusalOf(error: Error | DetailedError, { status }: Course, Refusal: Tools["Refusal"]): Error {
  const cause = causeOf(error);
  if (cause instanceof Refusal) {
    return cause;
  }
  return new Refusal(status === 0 ? "unreachable" : (SENTENCE_OF[status] ?? "server-refused"));
}

function causeOf(error: Error | DetailedError): unknown {
  return "causingError" in error ? error.causingError : error;
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
