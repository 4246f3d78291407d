/**
 * What a reporter writes, made into messages (docs/protocol.md section 8.2).
 *
 * The length is judged before anything is sent, with every other field as long as it
 * can become; what passes here always fits in four text parts.
 */

import type { Consent, Enclosure, Letter } from "../contract.ts";
import { bytesToHex, encodeBase64, utf8ToBytes } from "../crypto/bytes.ts";
import type { ThreadSecrets } from "../crypto/codename/derivation.ts";
import { isLine, LONGEST_LINE } from "../crypto/keyring.ts";
import { type Attachment, encodeConsent, encodeFollowUp, encodeReport } from "../crypto/messages.ts";
import { MESSAGE_ROOM } from "../crypto/parts.ts";
import { randomBytes } from "../crypto/randomness.ts";
import { RECIPIENT_SIZE } from "../crypto/sizes.ts";
import { threadId } from "../crypto/thread.ts";
import { Refusal } from "./refusals.ts";

const ID_SIZE = 16;
const MAX_NAME = 255;
const UNKNOWN_TYPE = "application/octet-stream";
const MIME_TYPE = /^[a-z0-9.+-]{1,50}\/[a-z0-9.+-]{1,49}$/;
const ALL_SLOTS = Array.from({ length: 16 }, (_, slot) => slot);

/** An encoded message and the id under which its parts travel. */
export interface Written {
  readonly id: Uint8Array;
  readonly frame: Uint8Array;
}

/** Where an answer goes, and what proves that a follow-up belongs to the thread. */
interface WayBack {
  readonly identity: Pick<ThreadSecrets["identity"], "recipient">;
  readonly threadKey: Uint8Array;
}

/** Return the report that a letter makes, with the way back to the reporter in it. */
export function writeReport(
  letter: Letter,
  members: readonly number[],
  attachments: readonly Attachment[],
  { identity, threadKey }: WayBack,
): Written {
  const id = randomBytes(ID_SIZE);
  const frame = encodeReport({
    answers: mapValues(letter.answers, wellFormed),
    attachments,
    consents: letter.consents,
    id: bytesToHex(id),
    kind: "report",
    language: letter.language,
    line: lineOf(letter),
    members,
    reply: { recipient: encodeBase64(identity.recipient), thread_key: bytesToHex(threadKey) },
    text: wellFormed(letter.text),
  });
  return { id, frame };
}

/** Return the follow-up that a letter makes in the thread of these secrets. */
export function writeFollowUp(
  letter: Letter,
  members: readonly number[],
  attachments: readonly Attachment[],
  threadKey: Uint8Array,
): Written {
  const id = randomBytes(ID_SIZE);
  const followUp = {
    attachments,
    id: bytesToHex(id),
    kind: "followup",
    language: letter.language,
    line: lineOf(letter),
    members,
    text: wellFormed(letter.text),
    thread: bytesToHex(threadId(threadKey)),
  } as const;
  return { id, frame: encodeFollowUp(followUp, threadKey) };
}

/** Return the reporter's word that a letter carries. */
export function writeConsent(
  letter: Letter,
  { says, draft }: Consent,
  members: readonly number[],
  threadKey: Uint8Array,
): Written {
  const id = randomBytes(ID_SIZE);
  const consent = {
    draft,
    id: bytesToHex(id),
    kind: "consent",
    language: letter.language,
    line: lineOf(letter),
    members,
    says,
    text: wellFormed(letter.text),
    thread: bytesToHex(threadId(threadKey)),
  } as const;
  return { id, frame: encodeConsent(consent, threadKey) };
}

/** Return how many characters of a letter's answers and text, from the end, are too many; 0 if it fits. */
export function countTooMany(letter: Letter): number {
  const longest = letter.files.map((file) => describe("0".repeat(2 * ID_SIZE), file, "0".repeat(64)));
  const line = "x_".padEnd(LONGEST_LINE, "x");
  const nobody = { identity: { recipient: new Uint8Array(RECIPIENT_SIZE) }, threadKey: new Uint8Array(32) };
  // With empty texts, because one that is much too long has no encoding that could be measured.
  const answers = mapValues(letter.answers, () => "");
  const empty = writeReport({ ...letter, line, answers, text: "" }, ALL_SLOTS, longest, nobody).frame;
  let room = MESSAGE_ROOM - empty.length;
  const characters = [...Object.values(letter.answers), letter.text].flatMap((text) => [...text]);
  const fits = characters.findIndex((character) => (room -= sizeInMessage(character)) < 0);
  return fits === -1 ? 0 : characters.length - fits;
}

function sizeInMessage(character: string): number {
  return utf8ToBytes(JSON.stringify(wellFormed(character))).length - '""'.length;
}

/** Return what a message says of a file, by the id of its upload and the SHA-256 of its content, in hex. */
export function describe(id: string, file: Enclosure, sha256: string): Attachment {
  const type = file.type.toLowerCase();
  return {
    id,
    name: [...wellFormed(file.name)].slice(0, MAX_NAME).join("") || "?",
    sha256,
    size: file.size,
    type: MIME_TYPE.test(type) ? type : UNKNOWN_TYPE,
  };
}

function lineOf({ line }: Letter): string {
  if (!isLine(line)) {
    throw new Refusal("line-missing");
  }
  return line;
}

function mapValues(texts: Letter["answers"], change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, change(text)]));
}

/** A text field may hold half a character, which no encoding can carry. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
