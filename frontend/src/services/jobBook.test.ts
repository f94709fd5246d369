import type { BulkJob } from "@order-desk/contract";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BulkApi } from "./bulkApi";
import { JobBook } from "./jobBook";
import { Topics, type TopicFollower } from "./topics";

const ID = "a".repeat(24);
const JOB: BulkJob = {
  ...{ _id: ID, kind: "status", status: "shipped", state: "running", by: "dashboard" },
  ...{ total: 2, processed: 0, changed: 0, unchanged: 0, failed: 0, undone: 0, undo_until: null },
  ...{ created_at: "2026-11-24T08:00:00.000Z", updated_at: "2026-11-24T08:00:00.000Z", finished_at: null },
};
const DONE: BulkJob = {
  ...{ ...JOB, state: "done", processed: 2, changed: 2, undo_until: "2026-11-24T08:00:11.000Z" },
  ...{ updated_at: "2026-11-24T08:00:01.000Z", finished_at: "2026-11-24T08:00:01.000Z" },
};

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

/** One tab, from its load to its reload. */
function givenBook() {
  let listed: BulkJob[] = [];
  let follower: TopicFollower | undefined;
  const topics = new Topics();
  vi.spyOn(topics, "follow").mockImplementation((_topic, one) => {
    follower = one;
    return () => undefined;
  });
  const api = { latest: async () => await Promise.resolve(listed) } as unknown as BulkApi;
  const book = new JobBook({ api, topics });
  const begun: BulkJob[] = [];
  const told = vi.fn<() => void>();
  book.onBegin((job) => begun.push(job));
  book.subscribe(told);
  book.start();
  /** It is connected, again perhaps. */
  const connect = async (...jobs: BulkJob[]) => {
    listed = jobs;
    follower?.fetch();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { book, begun, told, connect };
}

test("when the same end of a job is fetched again, then nobody is told again, and its time is not longer", async () => {
  const { book, told, connect } = givenBook();
  await connect();
  book.begin(JOB);
  book.take(DONE);
  const until = book.undoUntil(ID);
  expect(until).toBeGreaterThan(Date.now() + 9_000);
  told.mockClear();
  await connect({ ...DONE, now: "2026-11-24T08:00:09.000Z" });
  expect(told).not.toHaveBeenCalled();
  expect(book.undoUntil(ID)).toBe(until);
});

test("when the end is known only later, then what is left of its time counts from then on", async () => {
  const { book, connect } = givenBook();
  book.begin(JOB);
  await connect({ ...DONE, now: "2026-11-24T08:00:09.000Z" });
  expect(book.undoUntil(ID) - Date.now()).toBeLessThanOrEqual(2_000);
  expect(book.undoUntil(ID) - Date.now()).toBeGreaterThan(1_000);
});

test("when the tab is reloaded, then its own job is its own, and an end that it has not told is told", async () => {
  givenBook().book.begin(JOB);
  const { book, begun, connect } = givenBook();
  const late = { ...DONE, now: "2026-11-24T09:00:00.000Z" };
  await connect({ ...late, _id: "b".repeat(24) }, late);
  expect(begun).toEqual([late]);
  expect(book.isOwn(ID)).toBe(true);
  expect(book.undoUntil(ID)).toBeLessThanOrEqual(Date.now());
});

test("when jobs ended before the tab was there, then they are known, and nobody is told of them, also when it connects again", async () => {
  const { book, begun, connect } = givenBook();
  expect(book.areKnown()).toBe(false);
  await connect(DONE);
  await connect({ ...DONE, state: "undone", undone: 2, updated_at: "2026-11-24T08:00:20.000Z" });
  expect(book.areKnown()).toBe(true);
  expect(book.jobs().get(ID)?.state).toBe("undone");
  expect(begun).toEqual([]);
  await connect({ ...DONE, state: "undoing", updated_at: "2026-11-24T08:00:30.000Z" });
  expect(begun).toHaveLength(1);
});

test("when the end was told before the reload, then it is told again only while it can be taken back", async () => {
  const first = givenBook();
  first.book.begin(JOB);
  first.book.take(DONE);
  first.book.told(DONE);
  const second = givenBook();
  await second.connect({ ...DONE, now: "2026-11-24T08:00:05.000Z" });
  expect(second.begun).toHaveLength(1);
  const third = givenBook();
  await third.connect({ ...DONE, now: "2026-11-24T08:00:12.000Z" });
  expect(third.begun).toEqual([]);
});
