/** A codename as people copy it: the page numbers the words, and whoever types the numbers too means no word by them. */

/** Digits that touch no letter; within a word they are a slip, which is named. */
const NUMBER = /(?<![\p{L}\p{M}\p{N}])\p{N}+(?![\p{L}\p{M}\p{N}])/gu;

/** Return what was typed without the numbers that stand by themselves. */
export function withoutNumbers(typed: string): string {
  return typed.replace(NUMBER, " ");
}
