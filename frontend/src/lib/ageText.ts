// How an age rule reads.
import type { AgeRule } from "@order-desk/contract";

type Unit = { readonly name: string; readonly short: string; readonly minutes: number };

/** The largest last. */
export const UNITS: readonly Unit[] = [
  { name: "minutes", short: "min", minutes: 1 },
  { name: "hours", short: "h", minutes: 60 },
  { name: "days", short: "d", minutes: 24 * 60 },
];

/** The largest unit in which it is a whole number. */
export const unitOf = (minutes: number): Unit =>
  UNITS.findLast((unit) => minutes % unit.minutes === 0) ?? (UNITS[0] as Unit);

/** As in "came more than 2 h ago". */
export function ageText({ since, minutes }: AgeRule): string {
  const unit = unitOf(minutes);
  const time = `${minutes / unit.minutes} ${unit.short}`;
  return since === "created_at" ? `came more than ${time} ago` : `not changed for ${time}`;
}
