import { emptyCounts, ORDER_STATUSES, type Order, type OrderStatus } from "@order-desk/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OrderChange } from "../models/orderChange.js";
import { liveCounts } from "./orderCounts.js";

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
};
const order = (status: OrderStatus) => ({ status }) as Order;
let time = 0n;
const change = (before?: OrderStatus, after?: OrderStatus, at = ++time): OrderChange => ({
  cursor: `82${at.toString(16).padStart(16, "0").toUpperCase()}`,
  kind: before ? (after ? "updated" : "deleted") : "created",
  id: "0".repeat(24),
  ...(before && { before: order(before) }),
  ...(after && { after: order(after) }),
  by: "api",
  committedAt: "",
});
const counted = (counts: Partial<Record<OrderStatus, number>>, at = 0n) => ({
  counts: { ...emptyCounts(), ...counts },
  at,
});

describe("liveCounts", () => {
  it("when it was not counted yet, then nothing is known", () => {
    const counts = liveCounts(async () => await Promise.resolve(counted({})));
    expect([counts.current(), counts.total(undefined)]).toEqual([undefined, undefined]);
  });

  it("when changes come while it is counted, then those behind the counted moment are added, the others not", async () => {
    let finish: (value: ReturnType<typeof counted>) => void = () => undefined;
    const counts = liveCounts(async () => await new Promise((resolve) => (finish = resolve)));
    const counting = counts.restart();
    counts.applied(change(undefined, "pending", 10n));
    counts.applied(change("pending", "shipped", 20n));
    finish(counted({ pending: 1 }, 10n));
    await counting;
    expect(counts.current()).toEqual({ ...emptyCounts(), shipped: 1 });
  });

  it("when a change has no image of before, then the counts are unknown and need a restart, once", async () => {
    const counts = liveCounts(async () => await Promise.resolve(counted({}, time)));
    await counts.restart();
    expect(counts.applied(change(undefined, "pending"))).toBe(true);
    expect(counts.applied({ ...change(undefined, "shipped"), kind: "updated" })).toBe(false);
    expect(counts.current()).toBeUndefined();
    expect(counts.applied({ ...change(), kind: "deleted" })).toBe(true);
    await counts.restart();
    expect(counts.current()).toEqual(emptyCounts());
  });

  it("when a change is in the count already, then it is left alone, with an image or without", async () => {
    const counts = liveCounts(async () => await Promise.resolve(counted({ pending: 1 }, 1_000n)));
    await counts.restart();
    expect(counts.applied(change(undefined, "pending", 1_000n))).toBe(true);
    expect(counts.applied({ ...change(undefined, "shipped", 999n), kind: "updated" })).toBe(true);
    expect(counts.current()).toEqual({ ...emptyCounts(), pending: 1 });
  });

  it("when a storm of changes without images comes, then one count runs at a time, and the last one holds", async () => {
    const answers: ((value: ReturnType<typeof counted>) => void)[] = [];
    const counts = liveCounts(async () => await new Promise((resolve) => void answers.push(resolve)));
    const first = counts.restart();
    for (let n = 1; n <= 1_000; n++)
      expect(counts.applied({ ...change(undefined, "shipped", BigInt(n)), kind: "updated" })).toBe(true);
    expect(answers).toHaveLength(1);
    answers[0]?.(counted({ pending: 9 }, 500n));
    await until(() => answers.length === 2);
    expect(counts.current()).toBeUndefined();
    answers[1]?.(counted({ pending: 2 }, 1_000n));
    await first;
    expect(counts.current()).toEqual({ ...emptyCounts(), pending: 2 });
  });

  it("when it is restarted while it counts, then only the later count is believed", async () => {
    const answers: ((value: ReturnType<typeof counted>) => void)[] = [];
    const counts = liveCounts(async () => await new Promise((resolve) => void answers.push(resolve)));
    const both = [counts.restart(), counts.restart()];
    answers[0]?.(counted({ pending: 9 }));
    await until(() => answers.length === 2);
    answers[1]?.(counted({ pending: 2 }));
    await Promise.all(both);
    expect(counts.current()).toEqual({ ...emptyCounts(), pending: 2 });
  });

  it("when a count fails, then the next one takes along what came meanwhile", async () => {
    const answers = [Promise.reject(new Error("away")), Promise.resolve(counted({ pending: 1 }, 5n))];
    const counts = liveCounts(async () => await answers.shift()!);
    await expect(counts.restart()).rejects.toThrow("away");
    expect(counts.applied(change(undefined, "shipped", 6n))).toBe(true);
    await counts.restart();
    expect(counts.current()).toEqual({ ...emptyCounts(), pending: 1, shipped: 1 });
  });

  it("when statuses are given, also twice, then the total is theirs", async () => {
    const counts = liveCounts(
      async () => await Promise.resolve(counted({ pending: 2, shipped: 3, returned: 4 })),
    );
    await counts.restart();
    expect([
      counts.total(undefined),
      counts.total(["shipped"]),
      counts.total(["shipped", "pending", "shipped"]),
    ]).toEqual([9, 3, 5]);
  });

  it("when any changes happen around a count at any moment, then it ends as the truth", async () => {
    const status = fc.constantFrom(...ORDER_STATUSES);
    const steps = fc.array(fc.tuple(fc.nat(9), fc.option(status)), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(60), async (all, countedAfter) => {
        const truth = new Map<number, OrderStatus>();
        const snapshot = () =>
          ORDER_STATUSES.reduce(
            (sum, name) => ({ ...sum, [name]: [...truth.values()].filter((one) => one === name).length }),
            emptyCounts(),
          );
        let finish: (value: ReturnType<typeof counted>) => void = () => undefined;
        const counts = liveCounts(async () => await new Promise((resolve) => (finish = resolve)));
        const counting = counts.restart();
        let at = 0n;
        let atCount = counted(snapshot(), at);
        for (const [index, [id, to]] of all.entries()) {
          const before = truth.get(id);
          if (before === undefined && to === null) continue;
          at += 1n;
          counts.applied(change(before, to ?? undefined, at));
          if (to === null) truth.delete(id);
          else truth.set(id, to);
          if (index < countedAfter) atCount = counted(snapshot(), at);
        }
        finish(atCount);
        await counting;
        expect(counts.current()).toEqual(snapshot());
      }),
    );
  });
});
