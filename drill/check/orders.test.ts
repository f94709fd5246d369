import { describe, expect, it } from "vitest";
import type { HistoryRecord } from "../lib/history.js";
import {
  add,
  both,
  broken,
  change,
  drop,
  isHeld,
  isOrder,
  isRequest,
  isStory,
  type Change,
} from "./breaking.js";
import { held } from "./goodHistory.js";

const second: HistoryRecord = {
  ...{ kind: "order", id: "c", marker: "m1", number: 1003, version: 1, status: "pending", deleted: false },
  statusChanges: [],
};

describe("the checker of requests", () => {
  it("when a request without an answer was carried out after all, then that is well too", () => {
    const there = { ...second, marker: "m5" };
    const shown = [
      ["a", 2, "processing"],
      ["c", 1, "pending"],
    ] as const;
    const created = { kind: "story", order: "c", event: "created", version: 1, cursor: "82A4" } as const;
    expect(
      broken(both(drop(isHeld(0)), drop(isHeld(1)), add(there, created, held(0, shown), held(1, shown)))),
    ).toEqual([]);
  });

  it.each<[string, Change, RegExp]>([
    ["an answered order is not there", drop(isOrder("a")), /^O1 post m1 was answered ok and is lost$/],
    ["one request made two orders", add(second), /^O1 post m1 was answered ok and is there 2 times$/],
    [
      "a request without an answer made two",
      add({ ...second, marker: "m5" }, { ...second, id: "d", marker: "m5", number: 1004 }),
      /^O1 post m5 was answered unknown and is there 2 times$/,
    ],
    [
      "a refused request was carried out",
      change(isRequest("m1"), { outcome: "fail" }),
      /^O1 post m1 was answered fail and is there 1 times$/,
    ],
    ["an order has no request", add({ ...second, marker: "x" }), /^O1 nobody asked for order c$/],
    ["two orders have one number", change(isOrder("b"), { number: 1001 }), /^O1 two orders are #1001$/],
    ["a version is missing in the log", drop(isStory("m3")), /^O1 order a: the log has versions 1, not 1–2$/],
    [
      "an answered change is lost",
      both(drop(isStory("m3")), change(isOrder("a"), { version: 1 })),
      /^O1 status m3 was answered ok and is lost$/,
    ],
    [
      "a version was skipped",
      change(isOrder("a"), { version: 3 }),
      /^O1 order a is at version 3; 2 to 2 were made$/,
    ],
    [
      "two changes got one version",
      change(isRequest("m6"), { order: "a", outcome: "ok", version: 2 }),
      /^O1 order a: two changes were answered the same version$/,
    ],
    [
      "the log gives a change another version",
      change(isRequest("m3"), { version: 5 }),
      /^O1 status m3 was answered version 5, logged as 2$/,
    ],
    [
      "a deleted order is there",
      change(isOrder("b"), { deleted: false }),
      /^O1 order b was deleted, and is there$/,
    ],
    [
      "an order is gone that nobody deleted",
      drop(isRequest("m4")),
      /^O1 nobody deleted order b, and it is gone$/,
    ],
    [
      "a change of status was not allowed",
      change(isOrder("a"), { statusChanges: [{ id: "w1", from: "pending", to: "returned" }] }),
      /^O1 order a went from pending to returned$/,
    ],
  ])("when %s, then it says so", (_, how, words) => {
    expect(broken(how)).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
  });
});
