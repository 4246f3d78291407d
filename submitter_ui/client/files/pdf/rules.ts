/** What of a PDF goes along: the pages and what shows them; not who made them, when, with what, and from which files. */

import { CannotClean } from "../source.ts";
import { type Dictionary, type Value } from "./values.ts";

const OF_CATALOG = [
  "Type", "Pages", "PageLabels", "Outlines", "PageMode", "PageLayout", "Names", "Dests", "ViewerPreferences",
  "AcroForm", "Lang", "OCProperties",
];
const DROPPED = [
  "Metadata", "PieceInfo", "LastModified", "Thumb", "AA", "OPI", "VP", "LGIDict", "CreatorInfo", "OutputIntents",
];
/** Texts, wherever they stand: of articles, of layers. */
const OF_MAKERS = ["Author", "Creator", "Producer", "CreationDate", "ModDate"];
/** Of a remark on a page: who made it, when, and a number of its own. */
const OF_REMARKS = ["T", "M", "CreationDate", "NM"];
/** Signatures name their maker, and end where a byte changes; forms of another kind and files hold what they want. */
const REFUSED = ["ByteRange", "XFA", "EmbeddedFiles", "AF", "Collection", "EF", "RichMediaContent"];
const ACTIONS = ["/GoTo", "/URI", "/Named"];
/** Where a file is named, with its folders. */
const FILES = ["F", "UF", "DOS", "Mac", "Unix"];

/** Return the catalog of the cleaned file. */
export function cleanCatalog(catalog: Dictionary): Dictionary {
  refuse(catalog);
  return new Map([...catalog].filter(([name]) => OF_CATALOG.includes(name)));
}

/** Return the values of a dictionary that go along, or throw `CannotClean`. */
export function cleanDictionary(given: Dictionary): Dictionary {
  refuse(given);
  const kept: Dictionary = new Map(given);
  for (const name of [...DROPPED, ...[...given.keys()].filter((each) => each.startsWith("PTEX."))]) kept.delete(name);
  for (const name of OF_MAKERS) if (isText(given.get(name))) kept.delete(name);
  if (given.has("Rect") && given.has("Subtype")) {
    for (const name of OF_REMARKS) {
      if (name !== "T" || given.get("Subtype") !== "/Widget") kept.delete(name);
    }
  }
  if (isAction(given)) {
    kept.delete("Next");
    if (!ACTIONS.includes(String(given.get("S"))) || pointsAtFile(given.get("URI"))) return new Map();
  }
  if (FILES.some((name) => isText(given.get(name)))) {
    throw new CannotClean("a file on a computer");
  }
  return kept;
}

/** Return whether a stream holds a JPEG file; throw `CannotClean` for pictures that may hold notes elsewhere. */
export function isJpeg(about: Dictionary): boolean {
  if (about.has("F") || about.has("FFilter")) {
    throw new CannotClean("data in another file");
  }
  const filter = about.get("Filter");
  const filters: readonly Value[] = Array.isArray(filter) ? filter : filter === undefined ? [] : [filter];
  if (filters.includes("/JPXDecode") || filters.some((each) => typeof each !== "string")) {
    throw new CannotClean("a picture of another kind");
  }
  if (!filters.includes("/DCTDecode")) return false;
  if (filters.length > 1) {
    throw new CannotClean("a picture packed twice");
  }
  return true;
}

function refuse(given: Dictionary): void {
  if (REFUSED.some((name) => given.has(name)) || given.get("Subtype") === "/FileAttachment") {
    throw new CannotClean("signed, or with files in it");
  }
}

function isText(value: Value | undefined): boolean {
  return typeof value === "string" && /^[(<]/.test(value);
}

function isAction(given: Dictionary): boolean {
  const isNamed = given.get("Type") === "/Action" || given.has("URI") || given.has("JS");
  return isNamed || ["/Launch", "/GoToR", "/GoToE", "/JavaScript", "/SubmitForm", "/ImportData"].includes(String(given.get("S")));
}

/** A link to a file on a computer names its folders. */
function pointsAtFile(uri: Value | undefined): boolean {
  return uri !== undefined && !(typeof uri === "string" && /^\((?:https?|mailto):/i.test(uri));
}
