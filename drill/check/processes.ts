// O4: no process ends that the drill did not end, nothing goes unhandled, memory and descriptors stay in bounds, the log
// is not flooded. O5: nothing is behind some time after the last fault.
import { ofKind, type HistoryRecord } from "../lib/history.js";
import { grouped } from "./grouped.js";
import type { Rules, Violation } from "./violations.js";

const ERRORS_IN_A_SECOND = 10;
const MAX_RSS_MB = 500;
/** The driver keeps up to 100 connections to the database once it needed them, and closes none. */
const SPARE_FDS = 150;
const CURRENT_WITHIN_MS = 30_000;
const LAG_MS = 1_000;

const o4 = (what: string): Violation => ({ oracle: "O4", what });
const o5 = (what: string): Violation => ({ oracle: "O5", what });

function checkUsage(records: readonly HistoryRecord[], rules: Rules): Violation[] {
  const { maxRssMb = MAX_RSS_MB, spareFds = SPARE_FDS } = rules;
  return [...grouped(ofKind(records, "usage"), ({ name }) => name)].flatMap(([process, all]) => {
    const [first, last] = [all[0], all.at(-1)];
    if (!first || !last) return [];
    return [
      ...(last.rssMb > maxRssMb ? [o4(`${process} ends with ${last.rssMb} MB`)] : []),
      ...(last.fds > first.fds + spareFds
        ? [o4(`${process} began with ${first.fds} descriptors and ends with ${last.fds}`)]
        : []),
    ];
  });
}

export function checkProcesses(records: readonly HistoryRecord[], rules: Rules): Violation[] {
  const most = rules.errorsInASecond ?? ERRORS_IN_A_SECOND;
  return [
    ...ofKind(records, "process")
      .filter(({ event, injected }) => event === "ended" && injected !== true)
      .map(({ name, how, at }) => o4(`${name} ended by itself (${how ?? "?"}) at ${at} ms`)),
    ...ofKind(records, "said").flatMap(({ name, unhandled, mostErrorsInASecond }) => [
      ...unhandled.map((line) => o4(`${name} said: ${line.slice(0, 200)}`)),
      ...(mostErrorsInASecond > most ? [o4(`${name} logged ${mostErrorsInASecond} errors in a second`)] : []),
    ]),
    ...checkUsage(records, rules),
  ];
}

/** By the last fault or healing: from then on each backend has so long until it is ready and nothing lags. */
export function checkLag(records: readonly HistoryRecord[], rules: Rules): Violation[] {
  const healedAt = Math.max(0, ...ofKind(records, "nemesis").map(({ at }) => at));
  const deadline = healedAt + (rules.currentWithinMs ?? CURRENT_WITHIN_MS);
  return [...grouped(ofKind(records, "health"), ({ backend }) => backend)].flatMap(([name, all]) => {
    const isWell = ({ at, ready, feedLagMs, workerLagMs, role }: (typeof all)[number]) =>
      at >= healedAt &&
      ready &&
      (feedLagMs ?? Infinity) <= LAG_MS &&
      (role === "follower" || (workerLagMs ?? Infinity) <= LAG_MS);
    const wellAt = all.find(isWell)?.at;
    if (wellAt !== undefined && wellAt <= deadline) return [];
    return [o5(`${name} was not current ${deadline - healedAt} ms after the last fault`)];
  });
}
