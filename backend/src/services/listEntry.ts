// One list that is counted, and when it may be counted again.
import { LIST_COUNT_MAX, toParameters, type WatchedList } from "@order-desk/contract";
import type { OrderChange } from "../models/orderChange.js";
import { backoff } from "./backoff.js";
import { stepped, toList, type CountedList, type List } from "./listCount.js";

/** Time makes orders old without any change; and a list of very many stays one of very many for a while. */
const SELDOM_MS = 5_000;
/** How many orders are too old is at most this late when orders change, and a little more. */
const AGED_EVERY_MS = 1_500;
const TOO_SLOW = { firstMs: 10_000, longestMs: 600_000 };

export type ListEntry = {
  readonly key: string;
  readonly list: List;
  known?: CountedList | undefined;
  countedAt: number;
  isDue: boolean;
  /** How often in a row it took too long. */
  failures: number;
  notBefore: number;
};

export const keyOf = ({ query, age, by_status }: WatchedList): string =>
  JSON.stringify([toParameters(query).filter(([name]) => name !== "sort"), age ?? null, by_status ?? false]);

export const toEntry = (key: string, asked: WatchedList): ListEntry => ({
  ...{ key, list: toList(asked) },
  ...{ countedAt: 0, isDue: true, failures: 0, notBefore: 0 },
});

export const wantsCount = ({ isDue, list }: ListEntry): boolean => isDue || list.age !== null;

function paceOf({ known, list, isDue }: ListEntry): number {
  if (!known) return 0;
  if (list.age !== null) return isDue ? AGED_EVERY_MS : SELDOM_MS;
  return known.count.total >= LIST_COUNT_MAX ? SELDOM_MS : 0;
}

/** How long until it may be counted. */
export const waitOf = (entry: ListEntry): number =>
  Math.max(0, Math.max(entry.notBefore, entry.countedAt + paceOf(entry)) - Date.now());

export function applyChange(entry: ListEntry, change: OrderChange): void {
  if (!entry.known) return;
  const { known, isDue } = stepped(entry.list, entry.known, change);
  entry.known = known;
  if (isDue) entry.isDue = true;
}

/** It alone takes too long: it is tried again, less and less often. */
export function putOff(entry: ListEntry): void {
  entry.failures += 1;
  entry.notBefore = Date.now() + backoff(entry.failures, TOO_SLOW);
}
