/**
 * A head start: what takes longest of a report, and depends on nothing that is written.
 *
 * A fresh codename is derived while its reporter is still writing. Nobody is asked for
 * anything, neither line nor text is known, and what was made serves one report.
 */

import { Codename } from "../crypto/codename/codename.ts";
import type { ThreadSecrets } from "../crypto/codename/derivation.ts";
import type { Trusted } from "../crypto/trust.ts";
import { deriveFor } from "./coming_back.ts";
import type { Job } from "./job.ts";

export class HeadStart {
  readonly codename = Codename.generate();
  readonly trusted: Trusted;
  readonly #deriving: Promise<ThreadSecrets>;
  #tell = (_done: number): void => undefined;

  constructor(trusted: Trusted) {
    this.trusted = trusted;
    this.#deriving = deriveFor(this.codename, trusted, (done) => this.#tell(done));
  }

  /** Return the secrets of the codename; whoever has to wait for them is told how far they are. */
  secrets(job: Job): Promise<ThreadSecrets> {
    job.reach("deriving");
    this.#tell = (done) => job.tell("deriving", done, 1);
    return this.#deriving;
  }
}
