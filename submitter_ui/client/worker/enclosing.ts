/** Files beside a message: what that takes is a script of its own, fetched when a file was chosen. */

import type { Enclosure, Examined } from "../contract.ts";
import type { Attachment } from "../crypto/messages.ts";
import { sealStream } from "../crypto/sealing.ts";
import type { Envelope } from "../crypto/slots.ts";
import type { Uploaded } from "../files/tools.ts";
import { newDigest } from "./digest.ts";
import type { Job } from "./job.ts";
import { Refusal } from "./refusals.ts";
import { describe } from "./writing.ts";

/** Return what a file is, and whether what it says of its maker can be taken out. */
export async function examine(file: File): Promise<Examined> {
  return (await loadScript()).examine(file, { Refusal });
}

/** Return what the message says of each file, every one of them sealed and at the server. */
export async function encloseAll(
  files: readonly Enclosure[],
  envelope: Envelope,
  ticket: string,
  job: Job,
): Promise<Attachment[]> {
  if (files.length === 0) return [];
  const script = await loadScript();
  // The reporter may have stopped while it was loaded, when nothing there could hear it.
  job.reach("files");
  const uploaded = await script.uploadAll(files, {
    seal: (content, size) => sealStream(content, size, envelope),
    digest: newDigest,
    Refusal,
    ticket,
    job,
  });
  return files.map((file, place) => attached(file, uploaded[place]));
}

function attached(file: Enclosure, uploaded: Uploaded | undefined): Attachment {
  if (uploaded === undefined) {
    throw new Refusal("fault");
  }
  return describe(uploaded.id, file, uploaded.sha256);
}

async function loadScript(): Promise<typeof import("../files/files.ts")> {
  try {
    return await import("../files/files.ts");
  } catch {
    throw new Refusal("unreachable");
  }
}
