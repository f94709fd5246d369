// O2: at the end each tab equals the database; no version goes back; no tab says that it is live while it is behind.
import {
  ofKind,
  type HistoryRecord,
  type RequestRecord,
  type SeenRecord,
  type TabRecord,
} from "../lib/history.js";
import { grouped } from "./grouped.js";
import type { Violation } from "./violations.js";

const o2 = (what: string): Violation => ({ oracle: "O2", what });

/** A tab may call itself live while it is so far behind; one second more for a busy machine. */
const LIVE_LAG_MS = 6_000;
/** Enough to know what is wrong. */
const SHOWN = 3;

const few = <T>(found: readonly T[], tell: (one: T) => string) =>
  found.length === 0
    ? ""
    : `${found.slice(0, SHOWN).map(tell).join("; ")}${found.length > SHOWN ? `; … ${found.length} in all` : ""}`;

function checkEnd(records: readonly HistoryRecord[]): Violation[] {
  const there = ofKind(records, "order").filter(({ deleted }) => !deleted);
  const wanted = new Map(there.map(({ id, version, status }) => [id, `${version} ${status}`]));
  return ofKind(records, "held").flatMap(({ tab, orders }) => {
    const held = new Map(orders.map(([id, version, status]) => [id, `${version} ${status}`]));
    const ids = [...new Set([...wanted.keys(), ...held.keys()])];
    const wrong = ids.filter((id) => wanted.get(id) !== held.get(id));
    const tell = (id: string) => `${id} is ${wanted.get(id) ?? "gone"}, shown ${held.get(id) ?? "not"}`;
    return wrong.length === 0 ? [] : [o2(`tab ${tab} differs from the database: ${few(wrong, tell)}`)];
  });
}

function checkOrder(seen: readonly SeenRecord[]): Violation[] {
  const shown = new Map<string, number>();
  return seen.flatMap(({ tab, order, version }) => {
    const key = `${tab} ${order}`;
    const before = shown.get(key) ?? 0;
    if (version === null) return [];
    shown.set(key, version);
    return version < before ? [o2(`tab ${tab}: order ${order} went back from ${before} to ${version}`)] : [];
  });
}

function checkToasts(records: readonly HistoryRecord[]): Violation[] {
  const told = grouped(
    ofKind(records, "toast"),
    ({ tab, order }) => `tab ${tab} told twice of order ${order}`,
  );
  return [...told].filter(([, times]) => times.length > 1).map(([what]) => o2(what));
}

/** From when to when a tab said that it is live. */
function livePeriods(said: readonly TabRecord[], end: number): (readonly [from: number, to: number])[] {
  return said.flatMap(({ at, live }, index) => (live ? [[at, said[index + 1]?.at ?? end] as const] : []));
}

type Late = { readonly marker: string; readonly from: number; readonly to: number };

/** Answered changes that a tab showed too late, and when they were missing. */
function lateChanges(changes: readonly RequestRecord[], seen: readonly SeenRecord[], end: number): Late[] {
  const byOrder = grouped(seen, (record) => record.order);
  return changes.flatMap(({ marker, endedAt, order = "", version = 0 }) => {
    const arrived = (byOrder.get(order) ?? []).find(
      (record) => record.version === null || record.version >= version,
    );
    const [from, to] = [endedAt + LIVE_LAG_MS, arrived?.at ?? end];
    return to > from ? [{ marker, from, to }] : [];
  });
}

function checkLiveness(records: readonly HistoryRecord[]): Violation[] {
  const requests = ofKind(records, "request");
  // What is deleted while a tab is away it never shows.
  const gone = new Set(
    requests.filter(({ op, outcome }) => op === "delete" && outcome !== "fail").map(({ order }) => order),
  );
  const changes = requests.filter(
    ({ op, outcome, order }) => op !== "delete" && outcome === "ok" && !gone.has(order),
  );
  const said = ofKind(records, "tab");
  const seen = ofKind(records, "seen");
  const end = records.reduce((last, record) => ("at" in record ? Math.max(last, record.at) : last), 0);
  const seenBy = grouped(seen, ({ tab }) => String(tab));
  return [...grouped(said, ({ tab }) => String(tab))].flatMap(([tab, mine]) => {
    const periods = livePeriods(mine, end);
    const late = lateChanges(changes, seenBy.get(tab) ?? [], end).filter(({ from, to }) =>
      periods.some(([start, stop]) => start < to && stop > from),
    );
    const tell = ({ marker, from, to }: Late) => `${marker} (late from ${from} to ${to} ms)`;
    return late.length === 0 ? [] : [o2(`tab ${tab} said live without ${few(late, tell)}`)];
  });
}

export const checkTabs = (records: readonly HistoryRecord[]): Violation[] => [
  ...checkEnd(records),
  ...checkOrder(ofKind(records, "seen")),
  ...checkToasts(records),
  ...checkLiveness(records),
];
