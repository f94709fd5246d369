import { expect, test } from "vitest";
import { FEED_AT_START, feedStatusOf, feedStep, type FeedInput } from "./feedStatus";

const after = (...inputs: FeedInput[]) => feedStatusOf(inputs.reduce(feedStep, FEED_AT_START));

const opening: FeedInput = { type: "opening", now: 100, since: 100 };
const opened: FeedInput = { type: "opened" };
const current: FeedInput = { type: "current", lagMs: 40 };
const down: FeedInput = { type: "down", retryAt: 900, since: 500, isOffline: false };

test("when the page has just been opened, then it is connecting", () => {
  expect(after()).toEqual({ kind: "connecting" });
  expect(after(opening, opened)).toEqual({ kind: "connecting" });
});

test("when the server has answered, then it is live, with its delay", () => {
  expect(after(opening, opened, current)).toEqual({ kind: "live", lagMs: 40 });
});

test("when the connection is lost, then it says when it is tried again and since when nothing was heard", () => {
  expect(after(opening, opened, current, down)).toEqual({ kind: "reconnecting", retryAt: 900, since: 500 });
});

test("when the very first attempt fails, then it does not go on saying that it connects", () => {
  expect(after(opening, down)).toMatchObject({ kind: "reconnecting" });
  expect(after(opening, down, opening)).toMatchObject({ kind: "reconnecting" });
});

test("when the device has no network, then it is offline, also while an attempt is made", () => {
  const offline: FeedInput = { type: "down", retryAt: 900, since: 500, isOffline: true };
  expect(after(opening, offline)).toEqual({ kind: "offline", since: 500 });
  expect(after(opening, offline, { type: "opening", now: 901, since: 500 })).toMatchObject({
    kind: "offline",
  });
});

test("when the connection is back but the server has not answered, then it is not live", () => {
  const back = [opening, opened, current, down, opening, opened] as const;
  expect(after(...back)).toEqual({ kind: "catching-up" });
  expect(after(...back, { type: "replaying", count: 3 })).toEqual({ kind: "catching-up", missed: 3 });
  expect(after(...back, { type: "replaying", count: 3 }, current)).toEqual({ kind: "live", lagMs: 40 });
});

test("when all has to be fetched again, then it is live only when that has landed", () => {
  const refetching = [opening, opened, current, { type: "refetch-begun" }] as const;
  expect(after(...refetching)).toEqual({ kind: "catching-up" });
  // A connection that comes and goes meanwhile does not make it true.
  expect(after(...refetching, down, opening, opened, current)).toEqual({ kind: "catching-up" });
  expect(after(...refetching, { type: "refetch-landed" })).toEqual({ kind: "live", lagMs: 40 });
});

test("when the server is behind, then it is delayed, by more and more, until it says otherwise", () => {
  const stale: FeedInput = { type: "stale", lagMs: 4_500, now: 10_000 };
  expect(after(opening, opened, current, stale)).toEqual({ kind: "delayed", lagMs: 4_500, since: 5_500 });
  expect(after(opening, opened, stale, { type: "tick", now: 12_000 })).toMatchObject({ lagMs: 6_500 });
  expect(after(opening, opened, stale, current)).toEqual({ kind: "live", lagMs: 40 });
});

test("when the server does not know how far behind it is, then time is counted from when it said so", () => {
  const stale: FeedInput = { type: "stale", lagMs: null, now: 10_000 };
  expect(after(opening, opened, stale, { type: "tick", now: 13_000 })).toMatchObject({ lagMs: 3_000 });
});
