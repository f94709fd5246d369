import { describe, expect, it } from "vitest";
import { listOrdersQuery, PAGE_SIZE } from "./listQuery.js";
import { feedCursor, emptyCounts, orderCounts } from "./events.js";
import { PROBLEM_STATUS } from "./problem.js";

describe("listOrdersQuery", () => {
  it.each([
    [{}, { limit: PAGE_SIZE }],
    [{ limit: "1" }, { limit: 1 }],
    [{ limit: "200" }, { limit: 200 }],
    [{ status: "pending" }, { limit: PAGE_SIZE, status: ["pending"] }],
    [{ status: "pending,shipped" }, { limit: PAGE_SIZE, status: ["pending", "shipped"] }],
    [{ status: ["pending", "shipped"] }, { limit: PAGE_SIZE, status: ["pending", "shipped"] }],
  ])("when the query is %j, then it is %j", (query, parsed) => {
    expect(listOrdersQuery.parse(query)).toEqual(parsed);
  });

  it.each([
    { limit: "-1" },
    { limit: "0" },
    { limit: "201" },
    { limit: "1e9" },
    { limit: "1.5" },
    { limit: "" },
    { limit: " 5" },
    { limit: ["1", "2"] },
    { cursor: "" },
    { cursor: "x".repeat(2_049) },
    { cursor: ["a", "b"] },
    { status: "" },
    { status: "open" },
    { status: "pending," },
    { "status[$ne]": "x" },
    { status: { $ne: "x" } },
    { skip: "10" },
    { constructor: "x" },
    JSON.parse('{"__proto__":"x"}') as object,
  ])("when the query is %j, then it is refused", (query) => {
    expect(listOrdersQuery.safeParse(query).success).toBe(false);
  });
});

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
