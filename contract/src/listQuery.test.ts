import { describe, expect, it } from "vitest";
import { feedCursor, emptyCounts, orderCounts } from "./events.js";
import { PROBLEM_STATUS } from "./problem.js";

describe("feedCursor", () => {
  it.each(["", "82", "g".repeat(20), "82ab".repeat(10), "8".repeat(1_025), null, 5, {}])(
    "when it is %j, then it is none of ours",
    (cursor) => {
      expect(feedCursor.safeParse(cursor).success).toBe(false);
    },
  );
  it("when it is upper-case hex as the database writes it, then it may be ours", () => {
    expect(feedCursor.safeParse("8269ABCDEF000000012B0429296E1404").success).toBe(true);
  });
});

describe("small tables", () => {
  it("when counts are empty, then every status is there", () => {
    expect(orderCounts.parse(emptyCounts())).toEqual(emptyCounts());
  });
  it("when a problem has a code, then it is an error status", () => {
    for (const status of Object.values(PROBLEM_STATUS)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
    }
  });
});
