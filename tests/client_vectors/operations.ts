/** The operation of each topic, in the browser's code: what each does is said in tests/vectors/README.md. */

import { Stanza } from "age-encryption";
import { openBatch } from "../../submitter_ui/client/crypto/batch.ts";
import { bucketValue } from "../../submitter_ui/client/crypto/buckets.ts";
import { bytesToHex, encodeBase64, hexToBytes } from "../../submitter_ui/client/crypto/bytes.ts";
import { parse } from "../../submitter_ui/client/crypto/canonical.ts";
import { type Codename, WrongCodename, parseCodename } from "../../submitter_ui/client/crypto/codename/codename.ts";
import { derive } from "../../submitter_ui/client/crypto/codename/derivation.ts";
import { parseDrop } from "../../submitter_ui/client/crypto/drop.ts";
import { RolledBack } from "../../submitter_ui/client/crypto/errors.ts";
import { parseFrame } from "../../submitter_ui/client/crypto/frame.ts";
import { parseHeader } from "../../submitter_ui/client/crypto/header.ts";
import { hasBatch, isOverdue, openHead } from "../../submitter_ui/client/crypto/head.ts";
import { recipientFrom } from "../../submitter_ui/client/crypto/hybrid.ts";
import { type Keyring, openKeyring } from "../../submitter_ui/client/crypto/keyring.ts";
import {
  encodeConsent, encodeFollowUp, encodeReport, parseConsent, parseFollowUp, parseReply, parseReport,
} from "../../submitter_ui/client/crypto/messages.ts";
import { findReplies } from "../../submitter_ui/client/crypto/opening/drop.ts";
import { Identity } from "../../submitter_ui/client/crypto/opening/identity.ts";
import { openSingle, openSlot } from "../../submitter_ui/client/crypto/opening/sealed_file.ts";
import { unpad } from "../../submitter_ui/client/crypto/padding.ts";
import { join, parsePart } from "../../submitter_ui/client/crypto/parts.ts";
import { acceptWindow, clientWindow, lastKeptDay, periodOf } from "../../submitter_ui/client/crypto/period.ts";
import { followRotations } from "../../submitter_ui/client/crypto/root_rotation.ts";
import { sealMessage, sealText, sealTo } from "../../submitter_ui/client/crypto/sealing.ts";
import { verify, verifyMac, verifyThreshold } from "../../submitter_ui/client/crypto/signing.ts";
import * as sizes from "../../submitter_ui/client/crypto/sizes.ts";
import { openPeriodKey, openRevocation } from "../../submitter_ui/client/crypto/slot_statements.ts";
import { parseStoredAttachment, parseStoredText } from "../../submitter_ui/client/crypto/stored.ts";
import { encodeSubmission, parseSubmission } from "../../submitter_ui/client/crypto/submission.ts";
import { pseudonym, tag, tagKey, threadId } from "../../submitter_ui/client/crypto/thread.ts";
import * as trust from "../../submitter_ui/client/crypto/trust.ts";
import { wordsIn } from "../../submitter_ui/client/crypto/words/words.ts";
import { traces } from "../../submitter_ui/client/page/traces.ts";
import { clean } from "../../submitter_ui/client/files/cleaning.ts";
import { PaceKeeper } from "../../submitter_ui/client/files/pace.ts";
import type { Given } from "./given.ts";

type Operation = (given: Given) => unknown;

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  pace: (given) => {
    const keeper = new PaceKeeper();
    const total = given.number("total");
    const told = given.numbers("done").map((done, second) => keeper.note(done, total, second * 1000));
    return told.map((pace) => (pace === undefined ? null : { ...pace }));
  },
  clean: async (given) => {
    const file = new Blob([new Uint8Array(given.bytes("file"))]);
    const { recipe, ...said } = await clean(file);
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for await (const piece of recipe.contentOf(file)) pieces.push(piece);
    return { ...said, content: new Uint8Array(await new Blob(pieces).arrayBuffer()) };
  },
  "canonical-json": (given) => ({ value: parse(given.bytes("raw"), given.number("limit")) }),
  frame,
  header,
  padding,
  parts,
  "stored-object": storedObject,
  submission,
  batch: async (given) => ({
    drop_slots: await openBatch(given.bytes("batch"), given.bytes("expected_hash")),
  }),
  drop,
  "hybrid-stanza": hybridStanza,
  "sealed-file": async (given) => ({
    plaintext: await openSingle(given.bytes("sealed"), await identityOf(given)),
  }),
  slots: async (given) => ({ plaintext: await openBySlot(given, given.bytes("sealed")) }),
  "text-part": textPart,
  codename: (given) => codename(parseCodename(given.text("typed"))),
  derivation,
  keyring,
  rotation,
  "period-key": (given) => openPeriodKey(given.bytes("statement"), keyringOf(given)),
  revocation: (given) => openRevocation(given.bytes("statement"), keyringOf(given)),
  head,
  today,
  completeness,
  buckets,
  messages,
  traces: (given) => marked(given.text("text")),
  reply,
  slip,
  words: () => ({ nl: wordsIn("nl"), en: wordsIn("en") }),
  "encode-report": (given) => encodeReport(parseReport(given.bytes("frame"))),
  "encode-report-saying": (given) =>
    encodeReport({ ...parseReport(given.bytes("frame")), text: given.text("text") }),
  "encode-followup": (given) =>
    encodeFollowUp(parseFollowUp(given.bytes("frame")).followUp, given.bytes("thread_key")),
  "encode-consent": (given) =>
    encodeConsent(parseConsent(given.bytes("frame")).consent, given.bytes("thread_key")),
  "encode-submission": (given) =>
    encodeSubmission({ texts: given.byteStrings("texts"), uploads: given.byteStrings("uploads") }),
  "seal-to": (given) => sealTo(given.bytes("plaintext"), given.bytes("recipient")),
  "seal-text": (given) => sealText(given.bytes("part"), given.envelope()),
  "seal-message": (given) => sealMessage(given.bytes("frame"), given.bytes("message_id"), given.envelope()),
};

function frame(given: Given): unknown {
  const parsed = parseFrame(given.bytes("frame"), given.text("type"));
  switch (given.text("operation")) {
    case "verify":
      verify(parsed, given.number("signer"), given.bytes("verify_key"), given.bytes("context"));
      break;
    case "threshold": {
      const keys = given.byteStrings("verify_keys").map(bytesToHex);
      verifyThreshold(parsed, keys, given.number("threshold"));
      break;
    }
    case "mac":
      verifyMac(parsed, given.bytes("key"), given.bytes("context"));
  }
  return { body: parsed.body, signers: parsed.signatures.map(({ signer }) => signer), mac: parsed.mac };
}

function header(given: Given): unknown {
  const { stanzas, mac } = parseHeader(given.bytes("header"));
  return { stanzas: stanzas.map(({ args, body }) => ({ arguments: args, body })), mac };
}

function padding(given: Given): unknown {
  if (given.text("operation") === "unpad") return { content: unpad(given.bytes("padded")) };
  return { padded_sizes: given.numbers("content_sizes").map(sizes.paddedAttachmentSize) };
}

function parts(given: Given): unknown {
  const { messageId, message } = join(given.byteStrings("parts").map(parsePart));
  return { message_id: hexToBytes(messageId), message };
}

function storedObject(given: Given): unknown {
  switch (given.text("operation")) {
    case "text":
      return { period: parseStoredText(given.bytes("object"), given.number("slots")).period };
    case "attachment": {
      const [start, size] = [given.bytes("start"), given.number("size")];
      const stored = parseStoredAttachment(start, size, given.number("slots"));
      return { period: stored.period, payload_offset: stored.payloadOffset };
    }
    case "sizes": {
      const [content, slots] = [given.number("content_size"), given.number("slots")];
      return { text: sizes.storedTextSize(slots), attachment: sizes.storedAttachmentSize(content, slots) };
    }
    default: {
      const period = periodOf(given.number("day"));
      return {
        period,
        client_seals: Object.values(clientWindow(period)),
        server_accepts: Object.values(acceptWindow(period)),
        server_keeps_to: lastKeptDay(period),
      };
    }
  }
}

function submission(given: Given): unknown {
  const { period, texts, uploads } = parseSubmission(given.bytes("submission"), given.number("slots"));
  return { period, texts: texts.length, uploads };
}

function drop(given: Given): unknown {
  const entries = parseDrop(given.bytes("drop")).map(({ head, batch }) => {
    const { slot, generation, sequence } = head;
    return { slot, generation, sequence, batch_bytes: batch.length };
  });
  return { entries };
}

async function hybridStanza(given: Given): Promise<unknown> {
  switch (given.text("operation")) {
    case "unwrap": {
      const stanza = new Stanza([...given.texts("arguments")], given.bytes("body"));
      return { file_key: await (await identityOf(given)).unwrap(stanza) };
    }
    case "recipient":
      return { recipient: (await identityOf(given)).recipient };
    default:
      await recipientFrom(given.bytes("recipient")).wrapFileKey(new Uint8Array(sizes.FILE_KEY_SIZE));
      return {};
  }
}

async function textPart(given: Given): Promise<unknown> {
  const raw = given.bytes("object");
  parseStoredText(raw, given.number("slots"));
  const padded = await openBySlot(given, raw.subarray(sizes.PREFIX_SIZE));
  const { messageId, index, total, piece } = parsePart(unpad(padded));
  return { message_id: hexToBytes(messageId), index, total, piece };
}

function codename(parsed: Codename): unknown {
  return { entropy: parsed.entropy, nl: parsed.words("nl").join(" "), en: parsed.words("en").join(" ") };
}

/** What a page says of a codename that is none: finer than the one outcome. */
function slip(given: Given): unknown {
  try {
    return codename(parseCodename(given.text("typed")));
  } catch (error) {
    if (!(error instanceof WrongCodename)) throw error;
    return { slip: error.slip, count: error.count, doubtful: error.doubtful.map(({ place }) => place) };
  }
}

async function derivation(given: Given): Promise<unknown> {
  const parsed = parseCodename(given.text("codename"));
  const { identity, threadKey } = await derive(parsed, given.bytes("service_id"));
  const key = tagKey(threadKey);
  const place = {
    slot: given.number("slot"),
    generation: given.number("generation"),
    number: given.number("batch"),
  };
  return {
    identity: identity.seed,
    recipient: encodeBase64(identity.recipient),
    thread_key: threadKey,
    thread_id: threadId(threadKey),
    tag_key: key,
    tags: [0, 1, 2, 3].map((index) => tag(key, place, index)),
    pseudonym: pseudonym(threadKey, given.text("recipient_id")),
    bucket_value: bucketValue(key),
  };
}

function keyring(given: Given): unknown {
  const opened = keyringOf(given);
  trust.checkKeyringDays(opened, given.number("day"));
  // A browser remembers nothing, so this one rule (7.1, the fourth) is the test's own.
  if (opened.serial < given.number("newest_serial")) throw new RolledBack("an older keyring");
  return { keyring: opened };
}

function rotation(given: Given): unknown {
  const { root, serial } = followRotations(given.byteStrings("rotations"), given.bytes("root"));
  return { root, serial };
}

function head(given: Given): unknown {
  const opened = openHead(given.bytes("head"), keyringOf(given));
  const { slot, generation, sequence, day } = opened;
  const overdue = isOverdue(opened, given.number("day"));
  return { slot, generation, sequence, day, has_batch: hasBatch(opened), overdue };
}

function today(given: Given): unknown {
  const reader = { root: given.bytes("root"), day: given.number("day"), buildDay: given.number("build_day") };
  const trusted = trust.openToday(given.bytes("today"), reader);
  const members = trust.membersOf(trusted, given.text("line"), given.numbers("excluded"));
  trust.requireFresh(trusted, given.text("line"));
  return {
    period: trusted.period,
    serial: trusted.keyring.serial,
    members,
    heads: [...trusted.heads].map(([slot, { sequence }]) => [slot, sequence]).sort(compareLists),
    silent: trust.silentSlots(trusted),
  };
}

async function completeness(given: Given): Promise<unknown> {
  const batches = await trust.liveBatches(trustedOf(given), given.bytes("drop"));
  return { batches: batches.map(({ place }) => [place.slot, place.number]).sort(compareLists) };
}

async function buckets(given: Given): Promise<unknown> {
  const [lists, bucket] = [given.bytes("lists"), given.bytes("bucket")];
  const batches = await trust.liveBatchesInBucket(trustedOf(given), lists, bucket, given.number("number"));
  const ordered = batches.sort((a, b) => compareLists(Object.values(a.place), Object.values(b.place)));
  return {
    batches: ordered.map(({ place, dropSlots }) => ({
      slot: place.slot,
      number: place.number,
      drop_slots: dropSlots,
    })),
  };
}

function messages(given: Given): unknown {
  switch (given.text("operation")) {
    case "report":
      return { message: parseReport(given.bytes("frame")) };
    case "reply":
    case "proposal":
      return { message: parseReply(given.bytes("body")) };
    case "consent": {
      const { consent, frame } = parseConsent(given.bytes("frame"));
      verifyMac(frame, given.bytes("key"));
      return { message: consent };
    }
    default: {
      const parsed = parseFollowUp(given.bytes("frame"));
      verifyMac(parsed.frame, given.bytes("key"));
      return { message: parsed.followUp };
    }
  }
}

async function reply(given: Given): Promise<unknown> {
  const batches = given.objects("batches").map((batch) => ({
    place: {
      slot: batch.number("slot"),
      generation: batch.number("generation"),
      number: batch.number("number"),
    },
    day: batch.number("day"),
    dropSlots: batch.byteStrings("drop_slots"),
  }));
  return findReplies(batches, {
    identity: await identityOf(given),
    threadKey: given.bytes("thread_key"),
    keyring: keyringOf(given),
  });
}

function keyringOf(given: Given): Keyring {
  return openKeyring(given.bytes("keyring"), given.bytes("root"));
}

function trustedOf(given: Given): trust.Trusted {
  const reader = { root: given.bytes("root"), day: given.number("day"), buildDay: 0 };
  return trust.openToday(given.bytes("today"), reader);
}

async function identityOf(given: Given): Promise<Identity> {
  return Identity.from(given.bytes("identity"));
}

async function openBySlot(given: Given, sealed: Uint8Array): Promise<Uint8Array> {
  return openSlot(sealed, await identityOf(given), given.number("slot"), given.number("slots"));
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, place) => number !== b[place]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** No topic of the protocol: the text with marks around what may betray its writer. */
function marked(text: string): string {
  let marks = "";
  let end = 0;
  for (const { kind, start, end: after } of traces(text)) {
    marks += `${text.slice(end, start)}«${kind}|${text.slice(start, after)}»`;
    end = after;
  }
  return marks + text.slice(end);
}
