/**
 * What the page and its worker say to each other.
 *
 * The page shows and asks; the worker fetches, judges, seals and opens. Only plain
 * values and files cross. A codename crosses once in each direction: to be shown,
 * and as it was typed.
 */

import type { Proposal } from "./crypto/messages.ts";
import type { CodedLists, Language } from "./crypto/words/words.ts";

export type { Language, Proposal };

/** The reporter's word on a draft that was shown, or on going on at all, which is about no draft. */
export type Says = "agreed" | "traceable" | "withdrawn";
export interface Consent {
  readonly says: Says;
  readonly draft: string | null;
}

export type FileKind = "photo" | "video" | "sound" | "document" | "file";

/** What a file is by its content, and whether what it says of its maker can be taken out; `size` is without that. */
export interface Examined {
  readonly kind: FileKind;
  readonly type: string;
  /** With its dot; of a file that nobody knows, the one that its name has here. */
  readonly extension: string;
  /** The name that it has here, without what leads elsewhere or turns the text around it. */
  readonly ownName: string;
  readonly size: number;
  readonly clean: boolean;
}

/** A file that goes along, with the name, the type and the size that the message says. */
export interface Enclosure {
  readonly file: File;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** The reporter chose to send it with what it says of its maker. */
  readonly asItIs: boolean;
}

/** What a reporter wants to send: to a line without the slots left out, with files beside it. */
export interface Letter {
  readonly line: string;
  /** Leave out who answered in the thread that was looked up: a complaint about an answer. */
  readonly withoutAnswerers: boolean;
  /** The codename, as typed, of another thread whose answerers are left out; empty for none. */
  readonly about: string;
  /** What the form of the line asked and what was answered, by the ids of its questions; and the consents given. */
  readonly answers: Readonly<Record<string, string>>;
  readonly consents: readonly string[];
  /** A word in the thread that was looked up, in place of a follow-up; its text may be empty. */
  readonly consent: Consent | undefined;
  readonly text: string;
  readonly language: Language;
  readonly files: readonly Enclosure[];
  /** Send although nobody of the line has been heard of lately. */
  readonly sendAnyway: boolean;
}

/** What the page may ask. `open` with `toReport` gets ahead with a report; `again` repeats a submission of which nobody knows whether it arrived. */
export type Question =
  | { readonly ask: "open"; readonly toReport: boolean }
  | { readonly ask: "measure"; readonly letter: Letter }
  | { readonly ask: "examine"; readonly file: File }
  | { readonly ask: "report"; readonly letter: Letter }
  | { readonly ask: "look"; readonly typed: string }
  | { readonly ask: "followup"; readonly letter: Letter }
  | { readonly ask: "again" };

/** The lines that can be sealed to today, and those of which nobody has been heard of lately. */
export interface Opened {
  readonly day: number;
  /** How many bytes a check for answers will fetch, by the server's word; 0 where it says nothing. */
  readonly returningSize: number;
  readonly lines: readonly string[];
  readonly tooFew: readonly string[];
  readonly overdue: readonly string[];
}

/** How many characters at the end of the text are too many; 0 if it fits. */
export interface Measured {
  readonly tooMany: number;
}

/** A message is stored: on `day`, and a report's codename with it. */
export interface Sent {
  readonly day: number;
  readonly codename: readonly string[];
}

export interface Answered {
  readonly day: number;
  readonly line: string;
  readonly text: string;
  readonly received: number;
  /** A draft to be judged, of which `text` is the text. */
  readonly proposal: Proposal | undefined;
}

/** What a codename finds; an unknown one finds the same as one without an answer. */
export interface Found {
  readonly day: number;
  readonly answers: readonly Answered[];
  readonly damaged: number;
  readonly silent: number;
}

export interface Answers {
  readonly open: Opened;
  readonly measure: Measured;
  readonly examine: Examined;
  readonly report: Sent;
  readonly look: Found;
  readonly followup: Sent;
  readonly again: Sent;
}

export const STAGES = ["fetching", "deriving", "files", "sealing", "storing", "searching"] as const;
export type Stage = (typeof STAGES)[number];

/** How fast it goes, in bytes a second, and how many seconds it takes at that pace. */
export interface Pace {
  readonly speed: number;
  readonly left: number;
}

/** How far a stage has come; `total` is 0 where nobody knows; a new pace only where it is another than was told. */
export interface Progress {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number;
  readonly pace?: Pace;
}

/** A word of a codename, by its place from 1, that no list has, and what it may have been meant to be. */
export interface Doubt {
  readonly place: number;
  readonly candidates: readonly string[];
}

/** Why something was not done: the name of a sentence on the page, and what goes into it. */
export interface Refused {
  readonly sentence: string;
  readonly values: Readonly<Record<string, string>>;
  readonly doubts: readonly Doubt[];
  /** A codename that must not be thrown away although nobody knows whether its report arrived. */
  readonly codename: readonly string[];
}

export interface ToWorker {
  readonly number: number;
  readonly question: Question | { readonly ask: "stop" } | { readonly ask: "learn"; readonly lists: CodedLists };
}

export type FromWorker =
  | { readonly number: number; readonly progress: Progress }
  | { readonly number: number; readonly answer: Answers[keyof Answers] }
  | { readonly number: number; readonly refused: Refused };
