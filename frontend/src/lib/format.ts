// How numbers, money and times read on the screen: in the viewer's language and zone.
import { LIST_COUNT_MAX } from "@order-desk/contract";

const count = new Intl.NumberFormat();
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const clockWithSeconds = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

const short = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export const formatCount = (value: number): string => count.format(value);
/** Of a list: above 10,000 it is not counted on. */
export const formatListCount = (value: number): string =>
  value >= LIST_COUNT_MAX ? `${count.format(LIST_COUNT_MAX - 1)}+` : count.format(value);
export const formatClock = (time: number): string => clock.format(time);
export const formatClockWithSeconds = (time: number): string => clockWithSeconds.format(time);
export const formatExact = (iso: string): string => exact.format(new Date(iso));

export const formatDay = (iso: string): string => day.format(new Date(iso));
/** A day with its time, where neither is today. */
export const formatShort = (iso: string): string => short.format(new Date(iso));

const moneyFormats = new Map<string, Intl.NumberFormat | undefined>();

function moneyFormat(currency: string): Intl.NumberFormat | undefined {
  if (!moneyFormats.has(currency)) {
    try {
      moneyFormats.set(currency, new Intl.NumberFormat(undefined, { style: "currency", currency }));
    } catch {
      // An order written straight into the database may name a currency that does not exist.
      moneyFormats.set(currency, undefined);
    }
  }
  return moneyFormats.get(currency);
}

export function formatMoney(amount: number, currency: string): string {
  return moneyFormat(currency)?.format(amount) ?? `${count.format(amount)} ${currency}`.trim();
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A short age for a column: "now", "4 min", "2 h", "3 d", then the date. A clock ahead of ours reads "now". */
export function formatAge(iso: string, now: number): string {
  const time = new Date(iso).getTime();
  const age = now - time;
  if (Number.isNaN(age)) return "";
  if (age < MINUTE) return "now";
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h`;
  if (age < 7 * DAY) return `${Math.floor(age / DAY)} d`;
  return day.format(time);
}

/** The same as a phrase: "4 min ago". */
export function formatAgo(iso: string, now: number): string {
  const age = formatAge(iso, now);
  return / (?:min|h|d)$/.test(age) ? `${age} ago` : age;
}

const isSameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

/** "Today, 13:52", "Yesterday, 13:52" or "3 Mar 2026, 13:52". */
export function formatMoment(iso: string, now: number): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const at = clock.format(time);
  if (isSameDay(time, new Date(now))) return `Today, ${at}`;
  if (isSameDay(time, new Date(now - DAY))) return `Yesterday, ${at}`;
  return `${day.format(time)}, ${at}`;
}

/** A delay: "40 ms", "1.4 s", "12 s", "3 min". */
export function formatDelay(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}
