// What happened in one run, line by line: the checker reads nothing else. Times are milliseconds since the run began.
import { writeFile } from "node:fs/promises";
import type { MailState, OrderStatus, StoryKind } from "@order-desk/contract";
import type { Violation } from "../check/violations.js";

export type Outcome = "ok" | "fail" | "unknown";

/** `unknown`: no answer, or one that leaves open whether it was done (5xx). */
export type RequestRecord = {
  readonly kind: "request";
  readonly at: number;
  readonly endedAt: number;
  readonly op: "post" | "status" | "patch" | "delete";
  /** Text that only this request writes: a new order's product, a change's customer name. */
  readonly marker: string;
  readonly key?: string;
  readonly order?: string;
  readonly outcome: Outcome;
  readonly http?: number;
  readonly version?: number;
  readonly to?: OrderStatus;
};

/** Whether this tab says that it is live. */
export type TabRecord = {
  readonly kind: "tab";
  readonly at: number;
  readonly tab: number;
  readonly live: boolean;
  readonly says: string;
};

/** A tab shows an order in another state than before; `version` null: it is gone. */
export type SeenRecord = {
  readonly kind: "seen";
  readonly at: number;
  readonly tab: number;
  readonly order: string;
  readonly version: number | null;
  readonly status?: OrderStatus;
};

/** A tab told its user of a new order. */
export type ToastRecord = { readonly kind: "toast"; readonly tab: number; readonly order: string };

/** What a tab held at the end. */
export type HeldRecord = {
  readonly kind: "held";
  readonly tab: number;
  readonly orders: readonly (readonly [id: string, version: number, status: OrderStatus])[];
};

/** The mail server took a message, whether or not it could say so. */
export type SmtpRecord = {
  readonly kind: "smtp";
  readonly at: number;
  readonly messageId: string;
  readonly to: string;
  readonly said: boolean;
};

/** `mark`: from here on nothing hinders a tab from being current. */
export type NemesisRecord = {
  readonly kind: "nemesis";
  readonly at: number;
  readonly what: string;
  readonly mark?: boolean;
};

export type HealthRecord = {
  readonly kind: "health";
  readonly at: number;
  readonly backend: string;
  readonly ready: boolean;
  readonly feedLagMs: number | null;
  readonly workerLagMs: number | null;
  readonly role: "leader" | "follower";
  readonly historyLostAt: string | null;
};

export type ProcessRecord = {
  readonly kind: "process";
  readonly at: number;
  readonly name: string;
  readonly event: "started" | "ended";
  /** Ended by the drill. */
  readonly injected?: boolean;
  readonly how?: string;
};

export type UsageRecord = {
  readonly kind: "usage";
  readonly at: number;
  readonly name: string;
  readonly rssMb: number;
  readonly fds: number;
};

/** What a process said in all. */
export type LogRecord = {
  readonly kind: "said";
  readonly name: string;
  readonly unhandled: readonly string[];
  readonly mostErrorsInASecond: number;
};

/** As the database had it at the end; `deleted`: only its copy is left. */
export type OrderRecord = {
  readonly kind: "order";
  readonly id: string;
  readonly marker: string;
  readonly number: number;
  readonly version: number;
  readonly status: OrderStatus;
  readonly deleted: boolean;
  readonly statusChanges: readonly {
    readonly id: string;
    readonly from: OrderStatus;
    readonly to: OrderStatus;
  }[];
};

export type StoryRecord = {
  readonly kind: "story";
  readonly order: string;
  readonly event: StoryKind;
  readonly version: number;
  readonly cursor: string;
  readonly marker?: string;
  readonly from?: OrderStatus;
  readonly to?: OrderStatus;
};

export type MailRecord = {
  readonly kind: "mail";
  readonly id: string;
  readonly change: string;
  readonly order: string;
  readonly to: string;
  readonly cursor: string;
  readonly status: OrderStatus;
  readonly messageId: string;
  readonly state: MailState;
  readonly states: readonly MailState[];
};

/** What a drill itself saw that must not be so. */
export type ViolationRecord = { readonly kind: "violation" } & Violation;

export type HistoryRecord =
  | RequestRecord
  | TabRecord
  | SeenRecord
  | ToastRecord
  | HeldRecord
  | SmtpRecord
  | NemesisRecord
  | HealthRecord
  | ProcessRecord
  | UsageRecord
  | LogRecord
  | OrderRecord
  | StoryRecord
  | MailRecord
  | ViolationRecord;

export type History = {
  readonly records: readonly HistoryRecord[];
  readonly now: () => number;
  readonly add: (record: HistoryRecord) => void;
  readonly write: (file: string) => Promise<void>;
};

export function startHistory(): History {
  const startedAt = performance.now();
  const records: HistoryRecord[] = [];
  return {
    records,
    now: () => Math.round(performance.now() - startedAt),
    add: (record) => void records.push(record),
    write: async (file) =>
      await writeFile(file, records.map((record) => `${JSON.stringify(record)}\n`).join("")),
  };
}

export type KindOf<K extends HistoryRecord["kind"]> = Extract<HistoryRecord, { kind: K }>;

export const ofKind = <K extends HistoryRecord["kind"]>(
  records: readonly HistoryRecord[],
  kind: K,
): KindOf<K>[] => records.filter((record): record is KindOf<K> => record.kind === kind);
