/**
 * Report, follow-up and consent; reply and proposal (docs/protocol.md section 8.2).
 *
 * Strict and canonical: every field is required, nothing unknown is allowed. A report
 * is a frame with neither signature nor MAC; a follow-up and a consent carry the MAC of
 * the thread key; an answer carries both. What a workstation would refuse is not encoded.
 */

import { decodeBase64 } from "./bytes.ts";
import { encode } from "./canonical.ts";
import { Malformed } from "./errors.ts";
import { type Frame, encodeFrame, parseFrame } from "./frame.ts";
import { isDay, isLine, isSlotNumber } from "./keyring.ts";
import * as labels from "./labels.ts";
import {
  type Guard, hex, integer, isRising, list, nullable, object, oneOf, parseSchema, pattern, record, text,
} from "./schema.ts";
import { mac } from "./signing.ts";
import { RECIPIENT_SIZE } from "./sizes.ts";

/** Four text parts hold half of this. */
const MAX_MESSAGE = 1 << 17;

export type Language = "nl" | "en";

/** A file beside a message: its upload id, the reporter's name for it, MIME type, bytes, SHA-256 of the content. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
}

interface Message {
  readonly id: string;
  readonly line: string;
  readonly members: readonly number[];
  readonly text: string;
}

/** The first message of a thread; `reply` says where an answer goes. */
export interface Report extends Message {
  readonly kind: "report";
  readonly answers: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
  readonly consents: readonly string[];
  readonly language: Language;
  readonly reply: { readonly recipient: string; readonly thread_key: string };
}

/** A later message of the reporter in the same thread, proved by the thread key. */
export interface FollowUp extends Message {
  readonly kind: "followup";
  readonly attachments: readonly Attachment[];
  readonly language: Language;
  readonly thread: string;
}

/** The reporter's word on a draft that was shown, by its hash, or, without one, that the report is withdrawn. */
export interface Consent extends Message {
  readonly kind: "consent";
  readonly draft: string | null;
  readonly language: Language;
  readonly says: "agreed" | "traceable" | "withdrawn";
  readonly thread: string;
}

/** A confidant's answer: also who may read the next follow-up, and which messages arrived. */
export interface Reply extends Message {
  readonly kind: "reply";
  readonly received: readonly string[];
}

/** A draft of a handover, shown to the reporter for a word on it, which is awaited to the end of `answer_by`. */
export interface Proposal extends Message {
  readonly kind: "proposal";
  readonly answer_by: number;
  readonly draft: string;
  readonly files: readonly string[];
  readonly received: readonly string[];
  readonly recipient: string;
  readonly subject: string;
}

const isKey = pattern(/^[a-z][a-z0-9_]{0,39}$/);
const isText = text(65_536);
const isMime = pattern(/^(?=.{3,100}$)[a-z0-9.+-]+\/[a-z0-9.+-]+$/);
const isLanguage = oneOf("nl", "en");
const isAttachments: Guard<readonly Attachment[]> = list(
  object({
    id: hex(16),
    name: text(255, 1),
    sha256: hex(32),
    size: integer(1, Number.MAX_SAFE_INTEGER),
    type: isMime,
  }),
);
const common = { id: hex(16), line: isLine, members: list(isSlotNumber), text: isText };
const isReport: Guard<Report> = object({
  ...common,
  kind: oneOf("report"),
  answers: record(isKey, isText),
  attachments: isAttachments,
  consents: list(isKey),
  language: isLanguage,
  reply: object({ recipient: text(2 * RECIPIENT_SIZE), thread_key: hex(32) }),
});
const isFollowUp: Guard<FollowUp> = object({
  ...common,
  kind: oneOf("followup"),
  attachments: isAttachments,
  language: isLanguage,
  thread: hex(16),
});
const isConsent: Guard<Consent> = object({
  ...common,
  kind: oneOf("consent"),
  draft: nullable(hex(32)),
  language: isLanguage,
  says: oneOf("agreed", "traceable", "withdrawn"),
  thread: hex(16),
});
const isReply: Guard<Reply> = object({ ...common, kind: oneOf("reply"), received: list(hex(16)) });
const isFiles = list(text(255, 1));
const isProposal: Guard<Proposal> = object({
  ...common,
  kind: oneOf("proposal"),
  answer_by: isDay,
  draft: hex(32),
  files: (value): value is readonly string[] => isFiles(value) && value.length <= 16,
  received: list(hex(16)),
  recipient: text(200, 1),
  subject: text(200),
});

/** Return the frame of a report; `RangeError` for one that a workstation would refuse. */
export function encodeReport(report: Report): Uint8Array {
  return encodeFrame(labels.REPORT, encodeBody(report, parseReportBody));
}

/** Return the report in a frame, or throw `Malformed`. */
export function parseReport(raw: Uint8Array): Report {
  const frame = parseFrame(raw, labels.REPORT);
  if (frame.signatures.length || frame.mac.length) throw new Malformed("signed report");
  return parseReportBody(frame.body);
}

/** Return the frame of a follow-up with the MAC of its thread; `RangeError` for one that would be refused. */
export function encodeFollowUp(followUp: FollowUp, threadKey: Uint8Array): Uint8Array {
  const body = encodeBody(followUp, (raw) => parseBody(raw, isFollowUp));
  return encodeFrame(labels.FOLLOWUP, body, mac(labels.FOLLOWUP, body, threadKey));
}

/** Return a follow-up and its frame, whose MAC the caller verifies with the key of the thread it names. */
export function parseFollowUp(raw: Uint8Array): { readonly followUp: FollowUp; readonly frame: Frame } {
  const frame = parseFrame(raw, labels.FOLLOWUP);
  if (frame.signatures.length || !frame.mac.length) throw new Malformed("MAC of a follow-up");
  return { followUp: parseBody(frame.body, isFollowUp), frame };
}

/** Return the frame of a consent with the MAC of its thread; `RangeError` for one that would be refused. */
export function encodeConsent(consent: Consent, threadKey: Uint8Array): Uint8Array {
  const body = encodeBody(consent, parseConsentBody);
  return encodeFrame(labels.CONSENT, body, mac(labels.CONSENT, body, threadKey));
}

/** Return a consent and its frame, whose MAC the caller verifies with the key of the thread it names. */
export function parseConsent(raw: Uint8Array): { readonly consent: Consent; readonly frame: Frame } {
  const frame = parseFrame(raw, labels.CONSENT);
  if (frame.signatures.length || !frame.mac.length) throw new Malformed("MAC of a consent");
  return { consent: parseConsentBody(frame.body), frame };
}

/** Return the reply or the proposal in canonical JSON, or throw `Malformed`. */
export function parseReply(body: Uint8Array): Reply | Proposal {
  return parseBody(body, (value): value is Reply | Proposal => isReply(value) || isProposal(value));
}

function parseConsentBody(body: Uint8Array): Consent {
  const consent = parseBody(body, isConsent);
  if ((consent.draft === null) !== (consent.says === "withdrawn")) throw new Malformed("draft of a consent");
  return consent;
}

function parseReportBody(body: Uint8Array): Report {
  const report = parseBody(body, isReport);
  if (decodeBase64(report.reply.recipient, { padded: true }).length !== RECIPIENT_SIZE) {
    throw new Malformed("size of a recipient");
  }
  return report;
}

function parseBody<M extends Message>(body: Uint8Array, schema: Guard<M>): M {
  const message = parseSchema(body, schema, MAX_MESSAGE);
  if (!message.members.length || !isRising(message.members)) throw new Malformed("members of a message");
  return message;
}

function encodeBody<M>(message: M, parse: (body: Uint8Array) => M): Uint8Array {
  const body = encode(message);
  try {
    parse(body);
  } catch (error) {
    throw new RangeError("would be refused", { cause: error });
  }
  return body;
}
