/**
 * The whole way of a message: judge, choose, upload, write, seal, submit; everything or nothing.
 *
 * Nothing is submitted before every file stands sealed at the server; nothing is said
 * to be stored before the server says so. One visit to the service, in memory only.
 */

import type { Found, Letter, Opened, Sent, Stage } from "../contract.ts";
import { hexToBytes } from "../crypto/bytes.ts";
import type { Attachment } from "../crypto/messages.ts";
import { sealMessage } from "../crypto/sealing.ts";
import { envelopeFor, type Trusted } from "../crypto/trust.ts";
import { look, lookAgain, readCodename, show, type Thread } from "./coming_back.ts";
import { HeadStart } from "./head_start.ts";
import type { Job } from "./job.ts";
import { insist } from "./patience.ts";
import { PerhapsStored, Refusal } from "./refusals.ts";
import { deliver, pack, type Parcel } from "./sending.ts";
import { takeTicket } from "./server_api.ts";
import { chooseMembers, dayOfDevice, describe, fetchTrusted } from "./trusted.ts";
import { encloseAll } from "./enclosing.ts";
import { type Written, writeConsent, writeFollowUp, writeReport } from "./writing.ts";

type Write = (members: readonly number[], attachments: readonly Attachment[]) => Written;

/** A submission of which nobody knows whether it arrived, and the codename that belongs to it. */
interface InDoubt {
  readonly parcel: Parcel;
  readonly codename: readonly string[];
}

export class Visit {
  #trusted: Trusted | undefined;
  #returningSize = 0;
  #thread: Thread | undefined;
  #inDoubt: InDoubt | undefined;
  #headStart: HeadStart | undefined;

  /** The codename of the submission in doubt, if there is one. */
  get codenameInDoubt(): readonly string[] {
    return this.#inDoubt?.codename ?? [];
  }

  /** Fetch what the service says of itself, and judge it; `toReport`: get ahead with a report. */
  async open(job: Job, toReport: boolean): Promise<Opened> {
    const trusted = await this.#trust(job);
    if (toReport) {
      this.#getAhead(trusted);
    }
    return describe(trusted, this.#returningSize);
  }

  /** Send a report; returns its codename when it is stored. */
  async report(letter: Letter, job: Job): Promise<Sent> {
    const trusted = await this.#trust(job);
    const ahead = this.#getAhead(trusted);
    const secrets = await ahead.secrets(job);
    const write: Write = (members, files) => writeReport(letter, members, files, secrets);
    return this.#send(letter, trusted, write, ahead.codename.words(letter.language), job);
  }

  /** Look for answers to a codename that was typed. */
  async look(typed: string, job: Job): Promise<Found> {
    const codename = readCodename(typed);
    const trusted = await this.#trust(job);
    this.#thread = await look(codename, trusted, job);
    return show(this.#thread, trusted);
  }

  /** Send a follow-up in the thread that was looked up. */
  async followUp(letter: Letter, job: Job): Promise<Sent> {
    const trusted = await this.#trust(job);
    const thread = this.#thread;
    if (thread === undefined) {
      throw new Refusal("codename-missing");
    }
    const { threadKey } = thread.secrets;
    const write: Write = (members, files) =>
      letter.consent
        ? writeConsent(letter, letter.consent, members, threadKey)
        : writeFollowUp(letter, members, files, threadKey);
    return this.#send(letter, trusted, write, [], job, thread.answers.at(-1)?.reply.members);
  }

  /** Send again what may not have arrived: the same bytes, which are stored once. */
  async again(job: Job): Promise<Sent> {
    const inDoubt = this.#inDoubt;
    if (inDoubt === undefined) {
      throw new Refusal("fault");
    }
    return this.#deliver(inDoubt, job);
  }

  /** What was judged counts for the day: at midnight another key or another head may be due. */
  async #trust(job: Job): Promise<Trusted> {
    job.reach("fetching");
    if (this.#trusted?.day !== dayOfDevice()) {
      this.#trusted = await fetchTrusted((size) => {
        this.#returningSize = size;
      });
    }
    return this.#trusted;
  }

  /** Return the codename that is being derived for the next report. */
  #getAhead(trusted: Trusted): HeadStart {
    if (this.#headStart?.trusted !== trusted) {
      this.#headStart = new HeadStart(trusted);
    }
    return this.#headStart;
  }

  async #send(
    letter: Letter,
    trusted: Trusted,
    write: Write,
    codename: readonly string[],
    job: Job,
    named?: readonly number[],
  ): Promise<Sent> {
    const excluded = await this.#excluded(letter, trusted, job);
    const strangers = named === undefined ? [] : slotsBut(trusted, named);
    const members = chooseMembers(trusted, letter.line, [...excluded, ...strangers], letter.sendAnyway);
    const envelope = envelopeFor(trusted, members);
    const take = (stage: Stage): Promise<string> => {
      // A slow server is told as sending, not as the work that came before it.
      job.reach(stage);
      return insist(takeTicket);
    };
    const early = letter.files.length > 0 ? await take("files") : "";
    const attachments = await encloseAll(letter.files, envelope, early, job);
    job.reach("sealing");
    const written = write(members, attachments);
    const texts = await sealMessage(written.frame, written.id, envelope);
    const uploads = attachments.map(({ id }) => hexToBytes(id));
    const ticket = early || (await take("storing"));
    return this.#deliver({ parcel: pack(ticket, texts, uploads), codename }, job);
  }

  async #deliver(inDoubt: InDoubt, job: Job): Promise<Sent> {
    this.#inDoubt = undefined;
    // A codename that may have been sent is not sent again: two reports would be seen to be one person's.
    this.#headStart = undefined;
    try {
      await deliver(inDoubt.parcel, job);
    } catch (error) {
      if (error instanceof PerhapsStored) {
        this.#inDoubt = { ...inDoubt, parcel: { ...inDoubt.parcel, inDoubt: true } };
      }
      throw error;
    }
    return { day: dayOfDevice(), codename: inDoubt.codename };
  }

  /** Return the slots that a complaint leaves out: those who answered in the thread it is about. */
  async #excluded(letter: Letter, trusted: Trusted, job: Job): Promise<readonly number[]> {
    let about = letter.withoutAnswerers ? this.#thread : undefined;
    if (letter.about.trim() !== "") {
      const batches = this.#thread?.batches ?? [];
      about = await lookAgain(readCodename(letter.about), batches, trusted, job);
      if (about.answers.length === 0) {
        throw new Refusal("about-unknown");
      }
    }
    return about?.answers.map(({ slot }) => slot) ?? [];
  }
}

/** Return all slots but those that a reply names: a follow-up goes to nobody else. */
function slotsBut(trusted: Trusted, named: readonly number[]): readonly number[] {
  return trusted.keyring.slots.map((_, slot) => slot).filter((slot) => !named.includes(slot));
}
