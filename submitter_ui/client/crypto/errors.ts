/**
 * The one tree of errors that protocol code throws (docs/protocol.md section 13).
 *
 * A verification either returns what it verified or throws one of these; nothing
 * cryptographic answers with a boolean. Misuse by our own code is a `RangeError` or
 * `TypeError` and is a defect, not an outcome. `outcome` is the name of section 13,
 * because minifying renames classes; the pages say what it means to a reporter. A
 * message is a word or two for whoever looks for a fault, since each is fetched by
 * everybody, and never a secret or what was typed.
 */

/** Something foreign did not keep to the protocol. */
export abstract class ProtocolError extends Error {
  abstract readonly outcome: string;
}

/** The bytes are not of this format; nothing of them was used. */
export class Malformed extends ProtocolError {
  readonly outcome = "Malformed";
}

/** The slot opened to the public decoy constant: the file is for somebody else. */
export class NotForThisKey extends ProtocolError {
  readonly outcome = "NotForThisKey";
}

/** A MAC, a hash or a chunk does not match: the bytes are not what was sealed. */
export class Tampered extends ProtocolError {
  readonly outcome = "Tampered";
}

/** The bytes are well formed, but nothing the reader trusts vouches for them. */
export abstract class Untrusted extends ProtocolError {}

/** Too few of the keys that must sign have signed. */
export class UnknownSigner extends Untrusted {
  readonly outcome = "UnknownSigner";
}

/** Its last day has passed. */
export class Expired extends Untrusted {
  readonly outcome = "Expired";
}

/** Its first day has not come, by the reader's clock. */
export class NotYetValid extends Untrusted {
  readonly outcome = "NotYetValid";
}

/** It is older than something already seen. */
export class RolledBack extends Untrusted {
  readonly outcome = "RolledBack";
}

/** It belongs to another service. */
export class OtherService extends Untrusted {
  readonly outcome = "OtherService";
}

/** No head is fresh enough to show that the server tells the newest state. */
export class Overdue extends Untrusted {
  readonly outcome = "Overdue";
}

/** The heads name something that was not served. */
export class Incomplete extends Untrusted {
  readonly outcome = "Incomplete";
}

/** Fewer confidants of the line can be reached than the line needs. */
export class TooFewMembers extends Untrusted {
  readonly outcome = "TooFewMembers";
}

/** The reader's clock cannot be right. */
export class WrongClock extends Untrusted {
  readonly outcome = "WrongClock";
}
