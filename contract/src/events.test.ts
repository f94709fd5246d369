import { expect, it } from "vitest";
import { emptyCounts, orderCounts } from "./index.js";

it("when a later version counts something else beside, then the counts that are known are still understood", () => {
  const sent = { ...emptyCounts(), shipped: 3, misplaced: 1 };
  expect(orderCounts.parse(sent)).toEqual({ ...emptyCounts(), shipped: 3 });
});

it("when a count is missing or no number, then it is not understood", () => {
  const { shipped, ...without } = emptyCounts();
  expect(orderCounts.safeParse(without).success).toBe(false);
  expect(orderCounts.safeParse({ ...without, shipped: String(shipped) }).success).toBe(false);
});
