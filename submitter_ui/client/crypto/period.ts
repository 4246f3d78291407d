/**
 * Days and periods (docs/protocol.md section 3).
 *
 * A day is the number of UTC days since 1970-01-01; nothing in the protocol is
 * finer. A period is seven days: `floor(day / 7)`.
 */

/** Length of a period: a week, the rhythm in which a confidant comes to the workstation. */
const DAYS = 7;
/** The server accepts a period until this many days after its end: a slow writer loses nothing. */
const ACCEPT_DAYS = 2;
/** The server keeps a period until this many days after its end, and no key outlives that. */
const KEEP_DAYS = 35;
/** A client refuses a period further than a day away: time zones and a clock slightly off. */
const CLIENT_SLACK_DAYS = 1;

/** The days from `first` to `last`, both included. */
export interface Window {
  readonly first: number;
  readonly last: number;
}

/** Tell whether `day` lies within a window. */
export function holds({ first, last }: Window, day: number): boolean {
  return first <= day && day <= last;
}

/** Return the period in which `day` lies. */
export function periodOf(day: number): number {
  return Math.floor(day / DAYS);
}

/** Return the last day of a period. */
export function lastDay(period: number): number {
  return period * DAYS + DAYS - 1;
}

/** Return the days on which a client seals to `period`. */
export function clientWindow(period: number): Window {
  return { first: period * DAYS - CLIENT_SLACK_DAYS, last: lastDay(period) + CLIENT_SLACK_DAYS };
}

/** Return the days on which the server acknowledges an object of `period`. */
export function acceptWindow(period: number): Window {
  return { first: period * DAYS - CLIENT_SLACK_DAYS, last: lastDay(period) + ACCEPT_DAYS };
}

/** Return the last day on which the server keeps `period`. */
export function lastKeptDay(period: number): number {
  return lastDay(period) + KEEP_DAYS;
}
