// What a run's table shows.
import { median, percentile } from "../../bench/lib/stats.js";
import { ofKind, type HistoryRecord } from "../lib/history.js";
import { grouped } from "./grouped.js";
import { copiesOf } from "./mails.js";
import type { Violation } from "./violations.js";

export type Figures = {
  readonly requests: { readonly ok: number; readonly fail: number; readonly unknown: number };
  /** Answered ok and not there at the end: orders, changes, mails. */
  readonly lost: number;
  /** There more often than asked for. */
  readonly twice: number;
  /** Second copies of mails whose record says that nobody could know. */
  readonly secondCopies: number;
  readonly mails: number;
  /** Milliseconds from when nothing hindered it until a tab was live again, for each tab that was not. */
  readonly toCurrent: readonly number[];
  /** Milliseconds from an answer to the change on a tab. */
  readonly delivery: { readonly median: number; readonly p99: number };
};

function toCurrent(records: readonly HistoryRecord[]): number[] {
  const faults = ofKind(records, "nemesis");
  const beganAt = faults[0]?.at ?? Infinity;
  const marks = faults.filter(({ mark }) => mark === true).map(({ at }) => at);
  const byTab = grouped(ofKind(records, "tab"), ({ tab }) => String(tab));
  return [...byTab.values()].flatMap((said) =>
    said.flatMap(({ live, at }, index) => {
      const before = said[index - 1];
      if (!live || at < beganAt || !before) return [];
      const lostAt = said
        .slice(0, index)
        .findLast((record, position) => !record.live && (said[position - 1]?.live ?? true))?.at;
      const from = Math.max(lostAt ?? before.at, ...marks.filter((mark) => mark <= at));
      return [at - from];
    }),
  );
}

function deliveries(records: readonly HistoryRecord[]): number[] {
  const answered = new Map<string, number>();
  for (const { outcome, order, version, endedAt } of ofKind(records, "request"))
    if (outcome === "ok" && order !== undefined && version !== undefined)
      answered.set(`${order} ${version}`, endedAt);
  return ofKind(records, "seen").flatMap(({ order, version, at }) => {
    const answeredAt = version === null ? undefined : answered.get(`${order} ${version}`);
    return answeredAt === undefined ? [] : [Math.max(0, at - answeredAt)];
  });
}

export function figuresOf(records: readonly HistoryRecord[], violations: readonly Violation[]): Figures {
  const requests = ofKind(records, "request");
  const count = (wanted: string) => requests.filter(({ outcome }) => outcome === wanted).length;
  const copies = [...copiesOf(records).values()];
  const late = deliveries(records);
  const told = (pattern: RegExp) => violations.filter(({ what }) => pattern.test(what)).length;
  return {
    requests: { ok: count("ok"), fail: count("fail"), unknown: count("unknown") },
    lost: told(/is lost|never came|has 0 mail records|has no mail record|it is gone$/),
    twice: told(/is there \d+ times|has [2-9]\d* mail records|came \d+ times|two orders are/),
    secondCopies: copies.reduce((sum, each) => sum + each - 1, 0),
    mails: ofKind(records, "mail").length,
    toCurrent: toCurrent(records),
    delivery: { median: median(late), p99: percentile(late, 0.99) },
  };
}
