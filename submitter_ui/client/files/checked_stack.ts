/** Every piece goes with its SHA-256 (tus: checksum), so that a line that changes bytes is noticed piece by piece. */

import { DefaultHttpStack, type HttpRequest } from "tus-js-client";

const CHECKSUM = "Upload-Checksum";

export class CheckedStack extends DefaultHttpStack {
  readonly #stop: AbortSignal;

  constructor(stop: AbortSignal) {
    super({});
    this.#stop = stop;
  }

  override createRequest(method: string, url: string): HttpRequest {
    const request = super.createRequest(method, url);
    const send = request.send.bind(request);
    request.send = async (body: unknown) => {
      // A browser that knows no page of this kind to be safe has no hash of its own; then there is no checksum.
      if (method === "PATCH" && body instanceof Uint8Array && "subtle" in crypto) {
        const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(body)));
        // Stopped in the meantime: nothing more may leave.
        this.#stop.throwIfAborted();
        request.setHeader(CHECKSUM, `sha256 ${btoa(String.fromCharCode(...hash))}`);
      }
      return send(body);
    };
    return request;
  }
}
