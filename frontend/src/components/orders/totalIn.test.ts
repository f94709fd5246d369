import { ALL_ORDERS, LIST_COUNT_MAX, type ListCount, type OrderCounts } from "@order-desk/contract";
import { describe, expect, it } from "vitest";
import { isCountedAlone, totalIn } from "./totalIn";

const NOTHING = { ofTabs: undefined, ofList: undefined };
const ROWS = { orders: [], leaving: new Set<string>(), waiting: 0, hasMore: true };
const OF_ALL: OrderCounts = {
  ...{ pending: 900, processing: 300, shipped: 4, delivered: 0, cancelled: 0, returned: 0 },
};
const SEARCH = { ...ALL_ORDERS, q: "lamp" };
const counted = (total: number, by_status: ListCount["by_status"] = {}): ListCount => ({
  ...{ total, by_status, aged: null },
});

describe("how many orders a list has in all", () => {
  it("when all of them are here, then they are counted, without those that left and with those that wait", () => {
    const rows = { ...ROWS, leaving: new Set(["gone"]), waiting: 3, hasMore: false };
    expect(totalIn({ ...rows, orders: [] }, SEARCH, undefined, NOTHING)?.count).toBe(2);
  });

  it("when there are more and nothing narrows it, then the counts of the shop say it", () => {
    expect(totalIn(ROWS, ALL_ORDERS, OF_ALL, NOTHING)).toEqual({ count: 1204, isAtLeast: false });
    expect(totalIn(ROWS, { ...ALL_ORDERS, status: ["pending", "shipped"] }, OF_ALL, NOTHING)?.count).toBe(
      904,
    );
    expect(totalIn(ROWS, ALL_ORDERS, undefined, NOTHING)).toBeUndefined();
  });

  it("when it is narrowed, then what is found says it, and what is not known yet is not guessed", () => {
    const ofTabs = counted(1204, { pending: 1200, processing: 4 });
    const found = { ofTabs, ofList: undefined };
    expect(totalIn(ROWS, SEARCH, OF_ALL, found)).toEqual({ count: 1204, isAtLeast: false });
    expect(totalIn(ROWS, { ...SEARCH, status: ["processing"] }, OF_ALL, found)?.count).toBe(4);
    expect(totalIn(ROWS, SEARCH, OF_ALL, NOTHING)).toBeUndefined();
  });

  it("when more are found than are counted, then it says at least how many", () => {
    const ofTabs = counted(LIST_COUNT_MAX);
    const shipped = { ...SEARCH, status: ["shipped" as const] };
    expect(totalIn(ROWS, SEARCH, OF_ALL, { ofTabs, ofList: undefined })).toEqual({
      count: 10_000,
      isAtLeast: true,
    });
    expect(totalIn(ROWS, shipped, OF_ALL, { ofTabs, ofList: undefined })).toBeUndefined();
    expect(totalIn(ROWS, shipped, OF_ALL, { ofTabs, ofList: counted(70) })?.count).toBe(70);
    expect([isCountedAlone(shipped, ofTabs), isCountedAlone(SEARCH, ofTabs)]).toEqual([true, false]);
    expect(isCountedAlone(shipped, counted(9))).toBe(false);
  });
});
