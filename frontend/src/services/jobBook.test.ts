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
  let listed: BulkJob[] | undefined = [];
  let follower: TopicFollower | undefined;
  const topics = new Topics();
  vi.spyOn(topics, "follow").mockImplementation((_topic, one) => {
    follower = one;
    return () => undefined;
  });
  const latest = async () => await (listed ? Promise.resolve(listed) : Promise.reject(new Error("away")));
  const api = { latest } as unknown as BulkApi;
  const book = new JobBook({ api, topics });
  const begun: BulkJob[] = [];
  const told = vi.fn<() => void>();
  book.onBegin((job) => begun.push(job));
  book.subscribe(told);
  book.start();
  /** It is connected, again perhaps. */
  const fetchOf = async (jobs: BulkJob[] | undefined) => {
    listed = jobs;
    follower?.fetch();
    await Promise.resolve();
    await Promise.resolve();
  };
  const connect = async (...jobs: BulkJob[]) => await fetchOf(jobs);
  return { book, begun, told, connect, failToConnect: async () => await fetchOf(undefined) };
}

test("when the same end of a job is fetched again, then nobody is told again, and its time is not longer", async () => {
  const { book, told, connect } = givenBook();
  await connect();
  await book.begin(Promise.resolve(JOB));
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
  await book.begin(Promise.resolve(JOB));
  await connect({ ...DONE, now: "2026-11-24T08:00:09.000Z" });
  expect(book.undoUntil(ID) - Date.now()).toBeLessThanOrEqual(2_000);
  expect(book.undoUntil(ID) - Date.now()).toBeGreaterThan(1_000);
});

test("when the tab is reloaded, then its own job is its own, and an end that it has not told is told", async () => {
  await givenBook().book.begin(Promise.resolve(JOB));
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
  await first.book.begin(Promise.resolve(JOB));
  first.book.take(DONE);
  first.book.told(DONE);
  const second = givenBook();
  await second.connect({ ...DONE, now: "2026-11-24T08:00:05.000Z" });
  expect(second.begun).toHaveLength(1);
  const third = givenBook();
  await third.connect({ ...DONE, now: "2026-11-24T08:00:12.000Z" });
  expect(third.begun).toEqual([]);
});

test("when the server does not answer, then that is told, and no more once it does", async () => {
  vi.useFakeTimers();
  try {
    const { book, connect, failToConnect } = givenBook();
    await failToConnect();
    expect([book.hasFailed(), book.areKnown()]).toEqual([true, false]);
    await connect();
    expect([book.hasFailed(), book.areKnown()]).toEqual([false, true]);
  } finally {
    vi.useRealTimers();
  }
});

test("when a job is being begun, then it is settled only when it is known as the tab's own", async () => {
  const { book } = givenBook();
  let answer: (job: BulkJob) => void = () => undefined;
  const beginning = book.begin(new Promise((resolve) => (answer = resolve)));
  const settled = book.settled().then(() => book.isOwn(ID));
  answer(JOB);
  expect(await settled).toBe(true);
  await beginning;
});

test("when a job is refused, then who began it hears of it, and nobody waits for it", async () => {
  const { book } = givenBook();
  const beginning = book.begin(Promise.reject(new Error("changed meanwhile")));
  await book.settled();
  await expect(beginning).rejects.toThrow("changed meanwhile");
  expect(book.isOwn(ID)).toBe(false);
});
