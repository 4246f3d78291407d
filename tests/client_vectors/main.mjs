// The browser's protocol layer under Node, on command: one JSON object a line comes in, one goes out.
// Bytes travel as {"bytes": base64}. An outcome of section 13 is an answer; any other error is a defect
// and comes back as {"defect": what it says}.

import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable, Writable } from "node:stream";
import { ProtocolError } from "../../submitter_ui/client/crypto/errors.ts";
import { sealStream } from "../../submitter_ui/client/crypto/sealing.ts";
import { Given } from "./given.ts";
import { OPERATIONS } from "./operations.ts";

const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function decode(value) {
  if (Array.isArray(value)) return value.map(decode);
  if (!isPlain(value)) return value;
  const fields = Object.entries(value);
  if (fields.length === 1 && fields[0][0] === "bytes") return new Uint8Array(Buffer.from(value.bytes, "base64"));
  return Object.fromEntries(fields.map(([key, item]) => [key, decode(item)]));
}

function encode(value) {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(encode);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item)]));
}

// A file goes in and a file comes out, as in the browser: the content is never whole in memory.
async function sealFile(given) {
  const content = Readable.toWeb(createReadStream(given.text("source")));
  const { stream, size } = await sealStream(content, given.number("size"), given.envelope());
  await stream.pipeTo(Writable.toWeb(createWriteStream(given.text("target"))));
  return { size, peak_kilobytes: process.resourceUsage().maxRSS };
}

async function answer({ operation, inputs }) {
  try {
    const run = operation === "seal-file" ? sealFile : OPERATIONS[operation];
    return { outcome: "ok", output: encode(await run(new Given(decode(inputs)))) };
  } catch (error) {
    if (!(error instanceof ProtocolError)) return { defect: error.stack };
    return { outcome: error.outcome, output: error.doubtful?.length ? { doubtful: error.doubtful } : null };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await answer(JSON.parse(line))) + "\n");
}
