/** Why the worker stops: each refusal names the sentence of the page that the reporter is shown. */

import type { Doubt } from "../contract.ts";
import { ProtocolError } from "../crypto/errors.ts";

/** Nothing was sent; `sentence` names what to show, `values` what to fill in. */
export class Refusal extends Error {
  readonly sentence: string;
  readonly values: Readonly<Record<string, string>>;
  readonly doubts: readonly Doubt[];

  constructor(
    sentence: string,
    values: Readonly<Record<string, string>> = {},
    doubts: readonly Doubt[] = [],
  ) {
    super(sentence);
    this.sentence = sentence;
    this.values = values;
    this.doubts = doubts;
  }
}

/** Nobody knows whether the message arrived: the same bytes may be sent again. */
export class PerhapsStored extends Refusal {
  constructor() {
    super("perhaps-stored");
  }
}

const SENTENCE_OF: Readonly<Record<string, string>> = {
  TooFewMembers: "too-few-members",
  Overdue: "overdue",
  Incomplete: "incomplete",
  RolledBack: "rolled-back",
  Expired: "expired",
  NotYetValid: "clocks-differ",
  WrongClock: "clocks-differ",
  OtherService: "other-service",
  Malformed: "nonsense",
};

/** What is said of the line to somebody who only looks: there is nothing that was not reported. */
const LOOKING: Readonly<Record<string, string>> = {
  unreachable: "away",
  nonsense: "away-fault",
  "server-refused": "away-fault",
  "server-busy": "away-fault",
  "server-fault": "away-fault",
  "server-full": "away-fault",
};

/** Return the name of the sentence for somebody who looks, and has sent nothing. */
export function sentenceForLooking(sentence: string): string {
  return LOOKING[sentence] ?? sentence;
}

/** Return the refusal that an error amounts to; what nobody foresaw is a fault of this page. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) {
    return error;
  }
  if (error instanceof ProtocolError) {
    return new Refusal(SENTENCE_OF[error.outcome] ?? "not-genuine");
  }
  return new Refusal("fault");
}
