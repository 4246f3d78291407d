/**
 * Whether the phone is answered now, reckoned on this device from what stands in the page.
 *
 * The clock is the device's; the zone is Europe/Amsterdam, wherever the device is
 * or, in Tor Browser, says it is.
 */

import { DAY_MS, dateOf, fill, findAll } from "./dom.ts";

/** Open, and until when; or closed, and when again: `ahead` days from today, in days since 1970. */
export interface Opening {
  readonly open: boolean;
  readonly time: string;
  readonly day: number;
  readonly ahead: number;
}

const LOOK_AHEAD_DAYS = 99;
const MINUTE_MS = 60_000;

/** Say in every place made for it whether the phone is answered, and go on saying it. */
export function startHours(): void {
  const { lang, dataset } = document.documentElement;
  const [week, closed] = [dataset["week"] ?? "", dataset["closed"] ?? ""];
  const tell = (): void => {
    const opening = openingAt(Date.now(), week, closed);
    const open = opening?.open === true;
    const values = opening && { time: opening.time, day: nameOf(opening, lang) };
    for (const place of findAll(document, "[data-shut]", HTMLElement)) {
      place.textContent = values === undefined ? "" : fill(place.dataset[open ? "open" : "shut"] ?? "", values);
      place.classList.toggle("open", open);
    }
  };
  tell();
  setInterval(tell, MINUTE_MS);
}

/**
 * Return whether it is open at a moment, or undefined where it never opens again. `week` is seven
 * pairs like 10.00-17.00 from Monday on, a lone stroke for a day without; `closed` is dates.
 */
export function openingAt(now: number, week: string, closed: string): Opening | undefined {
  const hours = week.split(" ");
  const here = inAmsterdam(now);
  for (let ahead = 0; ahead < LOOK_AHEAD_DAYS; ahead++) {
    const day = here.day + ahead;
    // 1970-01-01 was a Thursday, the fourth of seven from Monday.
    const today = closed.includes(new Date(day * DAY_MS).toISOString().slice(0, 10)) ? "" : hours[(day + 3) % 7];
    const [opens = "", closes = ""] = today?.split("-") ?? [];
    if (closes > (ahead === 0 ? here.time : "")) {
      const open = ahead === 0 && opens <= here.time;
      return { open, time: open ? closes : opens, day, ahead };
    }
  }
  return undefined;
}

function inAmsterdam(now: number): { readonly day: number; readonly time: string } {
  const form = new Intl.DateTimeFormat("en", {
    timeZone: "Europe/Amsterdam",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const parts = form.formatToParts(now).map(({ type, value }) => [type, value]);
  const { year, month, day, hour, minute } = Object.fromEntries(parts);
  return { day: Date.parse(`${year}-${month}-${day}`) / DAY_MS, time: `${hour}.${minute}` };
}

/** Today, tomorrow, and from then on the weekday with its date. */
function nameOf({ day, ahead }: Opening, lang: string): string {
  return ahead < 2
    ? new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(ahead, "day")
    : dateOf(day, true);
}
