// O1: what was answered is so. ok: there exactly once; refused: not there; no answer: at most once. Versions have no gap.
import { canTransition } from "@order-desk/contract";
import {
  ofKind,
  type HistoryRecord,
  type OrderRecord,
  type RequestRecord,
  type StoryRecord,
} from "../lib/history.js";
import { grouped } from "./grouped.js";
import type { Rules, Violation } from "./violations.js";

const o1 = (what: string): Violation => ({ oracle: "O1", what });
const ALLOWED = { ok: [1, 1], fail: [0, 0], unknown: [0, 1] } as const;

function timesFound({ op, marker, outcome }: RequestRecord, found: number): Violation[] {
  const [least, most] = ALLOWED[outcome];
  if (found < least) return [o1(`${op} ${marker} was answered ok and is lost`)];
  if (found <= most) return [];
  return [o1(`${op} ${marker} was answered ${outcome} and is there ${found} times`)];
}

function checkCreations(requests: readonly RequestRecord[], orders: readonly OrderRecord[]): Violation[] {
  const byMarker = grouped(orders, ({ marker }) => marker);
  const posts = requests.filter(({ op }) => op === "post");
  const asked = new Set(posts.map(({ marker }) => marker));
  const numbers = grouped(orders, ({ number }) => String(number));
  return [
    ...posts.flatMap((post) => timesFound(post, byMarker.get(post.marker)?.length ?? 0)),
    ...orders.filter(({ marker }) => !asked.has(marker)).map(({ id }) => o1(`nobody asked for order ${id}`)),
    ...[...numbers].filter(([, two]) => two.length > 1).map(([number]) => o1(`two orders are #${number}`)),
  ];
}

/** By the log, which has a row for each change. */
function checkChanges(requests: readonly RequestRecord[], story: readonly StoryRecord[]): Violation[] {
  const byMarker = grouped(
    story.filter(({ event }) => event === "updated"),
    ({ marker }) => marker,
  );
  return requests
    .filter(({ op }) => op === "status" || op === "patch")
    .flatMap((change) => {
      const rows = byMarker.get(change.marker) ?? [];
      const wrong = rows.filter(({ version, order }) =>
        change.outcome === "ok" ? version !== change.version || order !== change.order : false,
      );
      return [
        ...timesFound(change, rows.length),
        ...wrong.map(({ version }) =>
          o1(`${change.op} ${change.marker} was answered version ${change.version}, logged as ${version}`),
        ),
      ];
    });
}

/** Without the log: an order's version counts its changes. */
function checkVersions(requests: readonly RequestRecord[], orders: readonly OrderRecord[]): Violation[] {
  const changes = grouped(
    requests.filter(({ op }) => op === "status" || op === "patch"),
    ({ order }) => order,
  );
  return orders.flatMap(({ id, version }) => {
    const ofOrder = changes.get(id) ?? [];
    const ok = ofOrder.filter(({ outcome }) => outcome === "ok");
    const unknown = ofOrder.filter(({ outcome }) => outcome === "unknown").length;
    const answered = new Set(ok.map((change) => change.version));
    const [least, most] = [1 + ok.length, 1 + ok.length + unknown];
    return [
      ...(answered.size < ok.length ? [o1(`order ${id}: two changes were answered the same version`)] : []),
      ...(version < least || version > most
        ? [o1(`order ${id} is at version ${version}; ${least} to ${most} were made`)]
        : []),
    ];
  });
}

function checkDeletions(requests: readonly RequestRecord[], orders: readonly OrderRecord[]): Violation[] {
  const byId = new Map(orders.map((order) => [order.id, order]));
  const deletions = grouped(
    requests.filter(({ op }) => op === "delete"),
    ({ order }) => order,
  );
  const undone = [...deletions].filter(
    ([id, all]) => all.some(({ outcome }) => outcome === "ok") && byId.get(id)?.deleted === false,
  );
  const unasked = orders.filter(
    ({ id, deleted }) => deleted && !(deletions.get(id) ?? []).some(({ outcome }) => outcome !== "fail"),
  );
  return [
    ...undone.map(([id]) => o1(`order ${id} was deleted, and is there`)),
    ...unasked.map(({ id }) => o1(`nobody deleted order ${id}, and it is gone`)),
  ];
}

/** Each order's log: versions 1 to n, each once, every change of status allowed. */
function checkStories(story: readonly StoryRecord[], orders: readonly OrderRecord[]): Violation[] {
  const byOrder = grouped(story, ({ order }) => order);
  return orders.flatMap(({ id, version }) => {
    const rows = (byOrder.get(id) ?? []).filter(({ event }) => event !== "deleted");
    const versions = rows.map((row) => row.version).sort((a, b) => a - b);
    const wanted = Array.from({ length: version }, (_, index) => index + 1);
    const illegal = rows.filter(
      ({ from, to }) => from !== undefined && to !== undefined && !canTransition(from, to),
    );
    return [
      ...(versions.join() === wanted.join()
        ? []
        : [o1(`order ${id}: the log has versions ${versions.join()}, not 1–${version}`)]),
      ...illegal.map(({ from, to }) => o1(`order ${id} went from ${from} to ${to}`)),
    ];
  });
}

const checkTransitions = (orders: readonly OrderRecord[]) =>
  orders.flatMap(({ id, statusChanges }) =>
    statusChanges
      .filter(({ from, to }, index) => {
        const before = statusChanges[index - 1]?.to ?? "pending";
        return from !== before || !canTransition(from, to);
      })
      .map(({ from, to }) => o1(`order ${id} went from ${from} to ${to}`)),
  );

export function checkOrders(records: readonly HistoryRecord[], rules: Rules): Violation[] {
  const requests = ofKind(records, "request");
  const orders = ofKind(records, "order");
  const story = ofKind(records, "story");
  return [
    ...checkCreations(requests, orders),
    ...checkVersions(requests, orders),
    ...checkDeletions(requests, orders),
    ...checkTransitions(orders),
    ...(rules.logMayReconcile === true
      ? []
      : [...checkChanges(requests, story), ...checkStories(story, orders)]),
  ];
}
