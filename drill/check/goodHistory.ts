// A small history in which all is well: two orders, one change of status, its mail, two tabs.
import type { HistoryRecord, KindOf, MailRecord } from "../lib/history.js";

export const mailOf = (changes: Partial<MailRecord> = {}): MailRecord => ({
  kind: "mail",
  id: "w1",
  change: "w1",
  order: "a",
  to: "c1@customers.example",
  cursor: "82A2",
  status: "processing",
  messageId: "<1@shop>",
  state: "sent",
  states: ["queued", "sending", "sent"],
  ...changes,
});

export const takenMail = (at: number, messageId = "<1@shop>"): HistoryRecord => ({
  kind: "smtp",
  at,
  messageId,
  to: "c1@customers.example",
  said: true,
});

export const held = (
  tab: number,
  orders: KindOf<"held">["orders"] = [["a", 2, "processing"]],
): HistoryRecord => ({ kind: "held", tab, orders });

const requests: HistoryRecord[] = [
  { kind: "request", at: 100, endedAt: 110, op: "post", marker: "m1", order: "a", outcome: "ok", version: 1 },
  { kind: "request", at: 120, endedAt: 130, op: "post", marker: "m2", order: "b", outcome: "ok", version: 1 },
  {
    ...{ kind: "request", at: 200, endedAt: 210, op: "status", marker: "m3" },
    ...{ order: "a", outcome: "ok", version: 2, to: "processing" },
  },
  { kind: "request", at: 300, endedAt: 310, op: "delete", marker: "m4", order: "b", outcome: "ok" },
  { kind: "request", at: 320, endedAt: 330, op: "post", marker: "m5", outcome: "unknown" },
  {
    kind: "request",
    at: 340,
    endedAt: 350,
    op: "patch",
    marker: "m6",
    order: "b",
    outcome: "fail",
    http: 404,
  },
];

const tabs = [0, 1].flatMap((tab): HistoryRecord[] => [
  { kind: "tab", at: 10, tab, live: true, says: "live" },
  { kind: "seen", at: 115, tab, order: "a", version: 1, status: "pending" },
  { kind: "seen", at: 135, tab, order: "b", version: 1, status: "pending" },
  { kind: "toast", tab, order: "a" },
  { kind: "toast", tab, order: "b" },
  { kind: "seen", at: 215, tab, order: "a", version: 2, status: "processing" },
  { kind: "seen", at: 315, tab, order: "b", version: null },
  held(tab),
]);

const database: HistoryRecord[] = [
  {
    ...{
      kind: "order",
      id: "a",
      marker: "m1",
      number: 1001,
      version: 2,
      status: "processing",
      deleted: false,
    },
    statusChanges: [{ id: "w1", from: "pending", to: "processing" }],
  },
  {
    ...{ kind: "order", id: "b", marker: "m2", number: 1002, version: 1, status: "pending", deleted: true },
    statusChanges: [],
  },
  { kind: "story", order: "a", event: "created", version: 1, cursor: "82A1", marker: "m1" },
  { kind: "story", order: "b", event: "created", version: 1, cursor: "82A15", marker: "m2" },
  {
    ...{ kind: "story", order: "a", event: "updated", version: 2, cursor: "82A2", marker: "m3" },
    ...{ from: "pending", to: "processing" },
  },
  { kind: "story", order: "b", event: "deleted", version: 1, cursor: "82A3" },
  mailOf(),
  takenMail(400),
];

const processes: HistoryRecord[] = [
  { kind: "process", at: 1, name: "backend-0", event: "started" },
  { kind: "nemesis", at: 150, what: "kill -9 backend-0", mark: true },
  { kind: "process", at: 151, name: "backend-0", event: "ended", injected: true, how: "SIGKILL" },
  { kind: "usage", at: 50, name: "backend-0", rssMb: 120, fds: 40 },
  { kind: "usage", at: 900, name: "backend-0", rssMb: 130, fds: 42 },
  {
    ...{ kind: "health", at: 1_000, backend: "backend-0", ready: true, feedLagMs: 100, workerLagMs: 200 },
    ...{ role: "leader", historyLostAt: null },
  },
  { kind: "said", name: "backend-0", unhandled: [], mostErrorsInASecond: 1 },
];

export const GOOD: readonly HistoryRecord[] = [...requests, ...tabs, ...database, ...processes];
