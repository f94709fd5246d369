// What is said of a job.
import {
  type BulkForecast,
  type BulkJob,
  type BulkRequest,
  type JobOutcome,
  type JobRow,
  type JobState,
  type OrderStatus,
} from "@order-desk/contract";
import { formatCount } from "./format";

/** What is to be done, and to which orders: by what they match, or one by one. */
export type BulkAsk = Omit<BulkRequest, "dry_run" | "expected_total" | "as_of">;
/** Only what the dry run has told. */
export type ConfirmedAsk = BulkAsk & Pick<BulkRequest, "expected_total" | "as_of">;

/** Named one by one they are those that were meant, whatever happens. */
export const confirmed = (ask: BulkAsk, { total, as_of }: BulkForecast): ConfirmedAsk =>
  ask.query ? { ...ask, expected_total: total, as_of } : ask;

/** It is, or is to be. */
export const isTakenBack = ({ state }: Pick<BulkJob, "state">): boolean =>
  state === "undoing" || state === "undone";

/** Whether `job` tells of a later moment than `before`, which is the same job. */
export function isLaterJob(job: BulkJob, before: BulkJob): boolean {
  if (job.updated_at !== before.updated_at) return job.updated_at > before.updated_at;
  return job.processed + job.undone > before.processed + before.undone;
}

/** So long it can be taken back, in milliseconds from when this was told: by the server's clock, the browser's may be wrong. */
export const undoLeft = ({ undo_until: until, now, updated_at: at }: BulkJob): number =>
  until === null ? 0 : Math.max(0, Date.parse(until) - Date.parse(now ?? at));

export const ordersText = (count: number): string =>
  `${formatCount(count)} ${count === 1 ? "order" : "orders"}`;

type Kind = Pick<BulkJob, "kind" | "status">;

/** As in "marked shipped". */
function doneText({ kind, status }: Kind): string {
  if (kind === "delete") return "deleted";
  return kind === "import" ? "imported" : `marked ${status}`;
}

function underWayText({ kind, status }: Kind, count: number): string {
  const orders = ordersText(count);
  if (kind === "delete") return `Deleting ${orders}`;
  return kind === "import" ? `Importing ${orders}` : `Marking ${orders} ${status}`;
}

type Words = Readonly<Record<JobOutcome, string>>;

/** Of its rows, what was changed and is not as before. */
export const stayedOf = ({ state, changed, undone }: BulkJob): number =>
  state === "undone" ? changed - undone : 0;

const OUTCOMES: Words = {
  waiting: "not yet",
  changed: "changed",
  unchanged: "already was",
  failed: "could not",
  undone: "taken back",
};
const IMPORT_OUTCOMES: Words = {
  ...OUTCOMES,
  changed: "Created",
  unchanged: "Imported before",
  failed: "Could not be imported",
};

/** What became of one order, or of one line of a file. */
export const outcomeText = ({ outcome, reason, line }: JobRow): string =>
  reason ?? (line === undefined ? OUTCOMES : IMPORT_OUTCOMES)[outcome];

const changedText = (job: BulkJob): string =>
  job.changed === 0 ? `No order ${doneText(job)}` : `${ordersText(job.changed)} ${doneText(job)}`;

export function jobTitle(job: BulkJob): string {
  const { state, changed, undone, total } = job;
  if (state === "running") return underWayText(job, total);
  if (state === "undoing") return `Taking back ${ordersText(changed)}`;
  if (state === "undone") return `${ordersText(undone)} as before again`;
  const text = changedText(job);
  return state === "stopped" ? `Stopped: ${text.replace(/^N/, "n")}` : text;
}

/** What it did or does, whatever became of it then: beside it stands its state. */
export const jobDeed = (job: BulkJob): string =>
  job.state === "running" ? underWayText(job, job.total) : changedText(job);

export const JOB_STATE_TEXT: Readonly<Record<JobState, string>> = {
  running: "Running",
  done: "Done",
  stopped: "Stopped",
  undoing: "Being taken back",
  undone: "Taken back",
};

/** What else there is to say of it; empty: nothing. */
export function jobDetail(job: BulkJob): string {
  const { kind, state, processed, total, unchanged, failed, changed, undone } = job;
  const isImport = kind === "import";
  if (state === "running") return `${formatCount(processed)} of ${formatCount(total)}`;
  if (state === "undoing") return `${formatCount(undone)} of ${formatCount(changed)}`;
  if (state === "undone")
    return undone < changed ? `${ordersText(changed - undone)} could not be taken back` : "";
  const parts = [
    state === "stopped" && `${formatCount(total - processed)} left ${isImport ? "out" : "as they were"}`,
    unchanged > 0 && `${formatCount(unchanged)} ${isImport ? "imported before" : "already were"}`,
    failed > 0 && `${formatCount(failed)} could not${isImport ? " be imported" : ""}`,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** Between 0 and 1. */
export function progressOf({ state, processed, total, changed, undone }: BulkJob): number {
  const [done, all] = isTakenBack({ state }) ? [undone, changed] : [processed, total];
  return all === 0 ? 1 : done / all;
}

/** As in "117 will change, 2 already are, 3 cannot: already delivered". */
export function forecastText(forecast: BulkForecast, status: OrderStatus | undefined): string {
  const { will_change: change, unchanged, cannot, reasons } = forecast;
  const why = reasons.map(({ reason, orders }) =>
    reasons.length === 1 ? reason : `${formatCount(orders)} ${reason}`,
  );
  const parts = [
    `${change === 0 ? "None" : formatCount(change)} will ${status ? "change" : "be deleted"}`,
    unchanged > 0 && `${formatCount(unchanged)} already ${unchanged === 1 ? "is" : "are"} ${status}`,
    cannot > 0 && `${formatCount(cannot)} cannot: ${why.join(", ")}`,
  ];
  return parts.filter(Boolean).join(", ");
}
