import { expect, test } from "vitest";
import { backoff } from "./backoff";

test("when attempts fail in a row, then the wait doubles up to ten seconds", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 50].map((failures) => backoff(failures, 1))).toEqual([
    300, 600, 1200, 2400, 4800, 9600, 10_000, 10_000,
  ]);
});

test("when many tabs wait, then they do not come back together, and none at once", () => {
  expect(backoff(3, 0)).toBe(900);
  for (let run = 0; run < 100; run += 1) {
    expect(backoff(3)).toBeGreaterThanOrEqual(900);
    expect(backoff(3)).toBeLessThanOrEqual(1200);
  }
});
