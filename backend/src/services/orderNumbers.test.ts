import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NumberBlock } from "../models/OrderNumber.js";
import { orderNumbers } from "./orderNumbers.js";

/** A counter as the database keeps it, shared by several backends. */
function counter() {
  const state = { next: 1001, reserved: 0, failing: false };
  const store = {
    reserve: async (size: number): Promise<NumberBlock> => {
      await Promise.resolve();
      if (state.failing) throw new Error("away");
      state.reserved++;
      state.next += size;
      return { first: state.next - size, end: state.next };
    },
    giveBack: async (rest: NumberBlock) => {
      await Promise.resolve();
      if (state.next === rest.end) state.next = rest.first;
    },
    skipTaken: async () => {
      await Promise.resolve();
      state.next = Math.max(state.next, 5_000);
    },
  };
  return { state, store };
}

describe("orderNumbers", () => {
  it("when numbers are taken at two backends in any pattern, then none is given twice and each take rises", async () => {
    const takes = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 60 })), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(takes, async (pattern) => {
        const { store } = counter();
        const backends = [orderNumbers(store), orderNumbers(store)] as const;
        const given = await Promise.all(
          pattern.map(async ([first, count]) => await backends[first ? 0 : 1].take(count)),
        );
        for (const numbers of given) expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        expect(given.map((numbers) => numbers.length)).toEqual(pattern.map(([, count]) => count));
        expect(new Set(given.flat()).size).toBe(given.flat().length);
      }),
    );
  });

  it("when it is closed cleanly, then the unused rest is given back and the next start goes on without a gap", async () => {
    const { store, state } = counter();
    const first = orderNumbers(store);
    const [last] = (await first.take(3)).slice(-1);
    await first.close();
    expect(state.next).toBe(last! + 1);
    expect(await orderNumbers(store).take(1)).toEqual([last! + 1]);
  });

  it("when someone reserved behind it, then the rest stays a gap, never a double", async () => {
    const { store } = counter();
    const [one, other] = [orderNumbers(store), orderNumbers(store)];
    const taken = [...(await one.take(2)), ...(await other.take(2))];
    await one.close();
    const more = await other.take(40);
    expect(new Set([...taken, ...more]).size).toBe(44);
  });

  it("when many are wanted, then the blocks grow with the load instead of one round trip per number", async () => {
    const { store, state } = counter();
    const numbers = orderNumbers(store);
    for (let flight = 0; flight < 20; flight++) await numbers.take(100);
    expect(state.reserved).toBeLessThanOrEqual(8);
  });

  it("when the database is away, then whoever finds no number left hears it, and later ones go on", async () => {
    const { store, state } = counter();
    const numbers = orderNumbers(store);
    state.failing = true;
    await expect(numbers.take(1)).rejects.toThrow("away");
    state.failing = false;
    expect(await numbers.take(1)).toHaveLength(1);
  });

  it("when the numbers at hand are in use already, then it goes on beyond them", async () => {
    const { store } = counter();
    const numbers = orderNumbers(store);
    await numbers.take(1);
    await numbers.skipTaken();
    expect((await numbers.take(1))[0]).toBeGreaterThanOrEqual(5_000);
  });
});
