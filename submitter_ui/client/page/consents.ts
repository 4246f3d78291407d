/** A text that the confidants want to pass on, shown to be judged: what it says, until when, and three buttons. */

import type { Consent, Proposal, Says } from "../contract.ts";
import { dateOf, make, plain, sentence } from "./dom.ts";

const WORDS: readonly Says[] = ["agreed", "traceable", "withdrawn"];

/** Return what is shown of a draft in place of an answer's text; `judge` is told the word that was chosen. */
export function showProposal(proposal: Proposal, today: number, judge: (word: Consent) => void): HTMLElement[] {
  const { answer_by: until, draft, files, recipient, subject, text } = proposal;
  const shown = [
    make("p", sentence("proposal-lead", { recipient })),
    make("h3", subject),
    make("div", text, "text judged"),
  ];
  if (files.length > 0) {
    shown.push(make("p", sentence("proposal-files", { files: files.map(plain).join(", ") }), "small"));
  }
  const ended = today > until ? "proposal-late" : "proposal-until";
  shown.push(make("p", sentence(ended, { date: dateOf(until, true) })));
  const buttons = make("div", "", "actions");
  buttons.append(...WORDS.map((says) => wordButton(says, () => judge(consentOf(says, draft)))));
  return [...shown, buttons];
}

/** Return the reporter's word: on a draft, or, where it takes the report back, on no draft. */
export function consentOf(says: Says, draft: string): Consent {
  return { says, draft: says === "withdrawn" ? null : draft };
}

function wordButton(says: Says, act: () => void): HTMLElement {
  const button = make("button", sentence(`say-${says}`), says === "agreed" ? "" : "quiet");
  button.setAttribute("type", "button");
  button.addEventListener("click", act);
  return button;
}
