/** The day on which to look for an answer: a week on, and never one on which nobody reads (as `submitter_ui/look_day.py`). */

import { DAY_MS, dateOf, find, findAll } from "./dom.ts";

/** A confidant comes to the workstation every week. */
const ANSWER_DAYS = 7;
const LONGEST_CLOSURE = 60;

/** Return the day. `week`: seven digits from Monday on; `closed`: `MM-DD`, `YYYY-MM-DD`, or `easter` with days. */
export function lookDay(sent: number, week: string, closed: readonly string[]): number {
  const first = sent + ANSWER_DAYS;
  for (let day = first; day < first + LONGEST_CLOSURE; day++) {
    const iso = new Date(day * DAY_MS).toISOString().slice(0, 10);
    const since = day - easter(Number(iso.slice(0, 4)));
    const names = [iso, iso.slice(5), `easter${since > 0 ? "+" : ""}${since || ""}`];
    // 1970-01-01 was a Thursday, the fourth of seven.
    if (week[(day + 3) % 7] === "1" && !names.some((name) => closed.includes(name))) {
      return day;
    }
  }
  return first;
}

/** Show, wherever the page says so, the day on which to look for an answer. */
export function showLookDay(root: ParentNode, sent: number): void {
  const { reads = "", unread = "" } = find(document, "[data-reads]", HTMLElement).dataset;
  for (const when of findAll(root, "[data-look-day]", HTMLElement)) {
    when.textContent = dateOf(lookDay(sent, reads, unread.split(" ")), true);
  }
}

/** Return the day of Easter Sunday in a year from 1900 to 2099 (Gauss). */
function easter(year: number): number {
  const moon = (19 * (year % 19) + 24) % 30;
  const sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7;
  const isLate = sunday === 6 && (moon === 29 || (moon === 28 && year % 19 > 10));
  return Date.UTC(year, 2, 22) / DAY_MS + moon + sunday - (isLate ? 7 : 0);
}
