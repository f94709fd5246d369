import { ALL_ORDERS, type BulkForecast, type BulkJob } from "@order-desk/contract";
import { describe, expect, it } from "vitest";
import {
  confirmed,
  forecastText,
  isLaterJob,
  jobDeed,
  jobDetail,
  jobTitle,
  outcomeText,
  progressOf,
  stayedOf,
  undoLeft,
  type BulkAsk,
} from "./jobs";

const AT = "2026-11-24T08:00:00.000Z";
const JOB: BulkJob = {
  ...{ _id: "a".repeat(24), kind: "status", status: "shipped", state: "running", by: "dashboard" },
  ...{ total: 120, processed: 40, changed: 37, unchanged: 2, failed: 1, undone: 0 },
  ...{ undo_until: null, created_at: AT, updated_at: AT, finished_at: null },
};
const FORECAST: BulkForecast = {
  ...{ total: 1204, will_change: 1199, unchanged: 2, cannot: 3, problems: [] },
  reasons: [{ reason: "already delivered", orders: 3 }],
  as_of: AT,
};

describe("a job in words", () => {
  it("while it is under way, then how far it is", () => {
    expect(jobTitle(JOB)).toBe("Marking 120 orders shipped");
    expect(jobDetail(JOB)).toBe("40 of 120");
    expect(progressOf(JOB)).toBeCloseTo(1 / 3);
    expect(jobTitle({ ...JOB, kind: "delete", status: null, total: 1 })).toBe("Deleting 1 order");
  });

  it("when it is over, then what became of the orders", () => {
    const done = { ...JOB, state: "done", processed: 120, changed: 117 } as const;
    expect(jobTitle(done)).toBe("117 orders marked shipped");
    expect(jobDetail(done)).toBe("2 already were · 1 could not");
    expect(jobTitle({ ...done, changed: 0 })).toBe("No order marked shipped");
    expect(jobTitle({ ...JOB, state: "stopped" })).toBe("Stopped: 37 orders marked shipped");
    expect(jobDetail({ ...JOB, state: "stopped" })).toBe(
      "80 left as they were · 2 already were · 1 could not",
    );
    expect(jobTitle({ ...done, state: "undone", undone: 116 })).toBe("116 orders as before again");
    expect(jobDetail({ ...done, state: "undone", undone: 116 })).toBe("1 order could not be taken back");
  });

  it("when it is an import, then it speaks of lines and of what was imported before", () => {
    const imported = { ...JOB, kind: "import", status: null } as const;
    const done = { ...imported, state: "done", processed: 120, changed: 117 } as const;
    expect(jobTitle(imported)).toBe("Importing 120 orders");
    expect(jobTitle(done)).toBe("117 orders imported");
    expect(jobDetail(done)).toBe("2 imported before · 1 could not be imported");
    expect(jobDetail({ ...imported, state: "stopped", unchanged: 0, failed: 0 })).toBe("80 left out");
    const row = { order_id: JOB._id, order_number: 1001, line: 7, outcome: "changed", reason: null } as const;
    expect(outcomeText(row)).toBe("Created");
    expect(outcomeText({ ...row, outcome: "unchanged" })).toBe("Imported before");
    expect(outcomeText({ ...row, outcome: "failed", reason: "Not a whole address" })).toBe(
      "Not a whole address",
    );
    expect(outcomeText({ ...row, outcome: "unchanged", line: undefined })).toBe("already was");
  });

  it("when it is one of many, then it says what it did, also when that was stopped or taken back", () => {
    expect(jobDeed(JOB)).toBe("Marking 120 orders shipped");
    for (const state of ["done", "stopped", "undoing", "undone"] as const)
      expect(jobDeed({ ...JOB, state })).toBe("37 orders marked shipped");
  });

  it("when news of it overtake each other, then the later one counts", () => {
    const later = { ...JOB, updated_at: "2026-11-24T08:00:01.000Z" };
    expect([isLaterJob(later, JOB), isLaterJob(JOB, later)]).toEqual([true, false]);
    expect(isLaterJob({ ...JOB, processed: 39 }, JOB)).toBe(false);
    expect(isLaterJob({ ...JOB }, JOB)).toBe(false);
  });

  it("when it can be taken back, then as long as the server's clock says", () => {
    const done = { ...JOB, undo_until: "2026-11-24T08:00:10.000Z" };
    expect(undoLeft(done)).toBe(10_000);
    expect(undoLeft({ ...done, now: "2026-11-24T08:00:07.500Z" })).toBe(2_500);
    expect(undoLeft({ ...done, now: "2026-11-24T08:00:11.000Z" })).toBe(0);
    expect(undoLeft(JOB)).toBe(0);
  });

  it("when an undo is over, then what could not be taken back is counted", () => {
    expect(stayedOf({ ...JOB, state: "undone", changed: 37, undone: 35 })).toBe(2);
    expect(stayedOf({ ...JOB, state: "done", changed: 37 })).toBe(0);
  });
});

describe("a dry run in words", () => {
  it("says what will change, what is so already, and why some cannot", () => {
    expect(forecastText(FORECAST, "shipped")).toBe(
      "1,199 will change, 2 already are shipped, 3 cannot: already delivered",
    );
    const reasons = [
      { reason: "already delivered", orders: 2 },
      { reason: "no such order", orders: 1 },
    ];
    expect(forecastText({ ...FORECAST, unchanged: 0, reasons }, "shipped")).toBe(
      "1,199 will change, 3 cannot: 2 already delivered, 1 no such order",
    );
    expect(forecastText({ ...FORECAST, unchanged: 0, cannot: 0, reasons: [] }, undefined)).toBe(
      "1,199 will be deleted",
    );
  });

  it("when it is confirmed, then a query goes with what was told of it; named orders are those that were meant", () => {
    const byQuery: BulkAsk = { query: { ...ALL_ORDERS, q: "anna" }, action: "delete" };
    expect(confirmed(byQuery, FORECAST)).toEqual({ ...byQuery, expected_total: 1204, as_of: AT });
    const byIds: BulkAsk = { ids: [JOB._id], action: "delete" };
    expect(confirmed(byIds, FORECAST)).toEqual(byIds);
  });
});
