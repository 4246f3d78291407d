/** Answers the page's questions, one at a time, or says why not; where that happens is not its business. */

import type { Answers, FromWorker, Question, ToWorker } from "../contract.ts";
import { learn } from "../crypto/words/words.ts";
import { examine } from "./enclosing.ts";
import { Job } from "./job.ts";
import { PerhapsStored, refusalOf, sentenceForLooking } from "./refusals.ts";
import { Visit } from "./reporting.ts";
import { countTooMany } from "./writing.ts";

const visit = new Visit();
let stopping = new AbortController();
let turn: Promise<void> = Promise.resolve();

let post: (message: FromWorker) => void;

/** Return what hears the page's questions; the answers go to `answered`. */
export function answerTo(answered: (message: FromWorker) => void): (message: ToWorker) => void {
  post = answered;
  return hear;
}

function hear({ number, question }: ToWorker): void {
  if (question.ask === "stop") {
    stopping.abort();
    return;
  }
  if (question.ask === "learn") {
    learn(question.lists);
    return;
  }
  if (isBeside(question)) {
    // It does not wait for what is under way on a slow line.
    void answer(number, question);
    return;
  }
  turn = turn.then(() => answer(number, question));
}

async function answer(number: number, question: Question): Promise<void> {
  if (!isBeside(question)) {
    stopping = new AbortController();
  }
  const job = new Job((progress) => post({ number, progress }), stopping.signal);
  try {
    post({ number, answer: await act(question, job) });
  } catch (error) {
    const { sentence: sending, values, doubts } = refusalOf(error);
    const isLooking = question.ask === "open" || question.ask === "look";
    const sentence = isLooking ? sentenceForLooking(sending) : sending;
    const codename = error instanceof PerhapsStored ? visit.codenameInDoubt : [];
    post({ number, refused: { sentence, values, doubts, codename } });
  }
}

function isBeside({ ask }: Question): boolean {
  return ask === "measure" || ask === "examine";
}

async function act(question: Question, job: Job): Promise<Answers[Question["ask"]]> {
  switch (question.ask) {
    case "open":
      return visit.open(job, question.toReport);
    case "measure":
      return { tooMany: countTooMany(question.letter) };
    case "examine":
      return examine(question.file);
    case "report":
      return visit.report(question.letter, job);
    case "look":
      return visit.look(question.typed, job);
    case "followup":
      return visit.followUp(question.letter, job);
    case "again":
      return visit.again(job);
  }
}
