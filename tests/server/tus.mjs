// Uploads a file with tus-js-client, stops after the first piece, and goes on as another visit would.
import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import * as tus from "tus-js-client";

const [endpoint, ticket, file] = argv.slice(2);
const content = readFileSync(file);

function upload(options) {
  return new Promise((resolve, reject) => {
    const begun = new tus.Upload(content, {
      endpoint,
      headers: { "Sluis-Ticket": ticket },
      chunkSize: 60_000,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onSuccess: () => resolve(begun.url),
      onError: reject,
      onChunkComplete: options.stopsEarly ? () => begun.abort().then(() => resolve(begun.url)) : null,
      uploadUrl: options.url ?? null,
    });
    begun.start();
  });
}

const url = await upload({ stopsEarly: true });
await upload({ url });
stdout.write(url);
