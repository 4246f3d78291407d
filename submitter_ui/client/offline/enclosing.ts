/**
 * Stands for the uploads: a file beside a message becomes a sealed file, to be sent by
 * the same form (docs/protocol.md section 14.1). The bundler puts this in the place of
 * `worker/enclosing.ts`.
 *
 *     file for the form: upload id (16) || size of the stored object (8) || stored object
 */

import type { Enclosure, Examined } from "../contract.ts";
import { bytesToHex, concatBytes, encodeInteger } from "../crypto/bytes.ts";
import type { Attachment } from "../crypto/messages.ts";
import { randomBytes } from "../crypto/randomness.ts";
import { sealStream } from "../crypto/sealing.ts";
import type { Envelope } from "../crypto/slots.ts";
import * as content from "../files/content.ts";
import { newDigest } from "../worker/digest.ts";
import type { Job } from "../worker/job.ts";
import { Refusal } from "../worker/refusals.ts";
import { describe } from "../worker/writing.ts";
import { holdAttachments } from "./server_api.ts";

const UPLOAD_ID_SIZE = 16;
const LENGTH_SIZE = 8;
/** A browser keeps a large blob on its disk: what is gathered in memory is this much. */
const PIECE = 4 * 1024 * 1024;

/** Return what a file is, and whether what it says of its maker can be taken out. */
export function examine(file: File): Promise<Examined> {
  return content.examine(file, { Refusal });
}

/** Return what the message says of each file, every one of them sealed. */
export async function encloseAll(
  files: readonly Enclosure[],
  envelope: Envelope,
  _ticket: string,
  job: Job,
): Promise<Attachment[]> {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const sealed: Blob[] = [];
  const described: Attachment[] = [];
  let before = 0;
  for (const file of files) {
    const id = randomBytes(UPLOAD_ID_SIZE);
    const digest = newDigest();
    const opened = await content.openContent(file, digest, { Refusal });
    const { stream, size } = await sealStream(opened, file.size, envelope);
    const told = (done: number): void => job.reach("files", before + (done / size) * file.size, total);
    const front = new Uint8Array(concatBytes(id, encodeInteger(size, LENGTH_SIZE)));
    sealed.push(await gather(front, stream.getReader(), told));
    described.push(describe(bytesToHex(id), file, digest.hex()));
    before += file.size;
  }
  holdAttachments(sealed);
  return described;
}

async function gather(
  front: Uint8Array<ArrayBuffer>,
  reader: ReadableStreamDefaultReader<Uint8Array>,
  told: (done: number) => void,
): Promise<Blob> {
  let whole = new Blob([front]);
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  let gathered = 0;
  try {
    for (let next = await reader.read(); next.value; next = await reader.read()) {
      pieces.push(new Uint8Array(next.value));
      done += next.value.length;
      gathered += next.value.length;
      told(done);
      if (gathered >= PIECE) {
        whole = new Blob([whole, ...pieces]);
        pieces = [];
        gathered = 0;
      }
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error;
  }
  return new Blob([whole, ...pieces]);
}
