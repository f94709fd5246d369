import { afterEach, describe, expect, it, vi } from "vitest";
import { gatherWrites } from "./gatherWrites.js";

const ok = <T>(value: T): PromiseSettledResult<T> => ({ status: "fulfilled", value });

/** A write whose flights are ended by hand. */
function controlled(waitMs?: number) {
  const flights: { items: readonly number[]; land: (error?: Error) => void }[] = [];
  const write = gatherWrites<number, number>(
    async (items) =>
      await new Promise((resolve, reject) => {
        const land = (error?: Error) => (error ? reject(error) : resolve(items.map((item) => ok(item * 10))));
        flights.push({ items, land });
      }),
    waitMs,
  );
  return { flights, write };
}
const turn = async () => await new Promise((resolve) => setImmediate(resolve));

afterEach(() => void vi.useRealTimers());

describe("gatherWrites", () => {
  it("when one comes alone, then it flies at once", async () => {
    const { flights, write } = controlled();
    const one = write(1);
    expect(flights.map(({ items }) => items)).toEqual([[1]]);
    flights[0]?.land();
    expect(await one).toBe(10);
  });

  it("when others come meanwhile, then they fly together, in order, and each gets its own result", async () => {
    const { flights, write } = controlled();
    const all = Promise.all([1, 2, 3, 4].map(async (item) => await write(item)));
    expect(flights).toHaveLength(1);
    flights[0]?.land();
    await turn();
    expect(flights[1]?.items).toEqual([2, 3, 4]);
    flights[1]?.land();
    expect(await all).toEqual([10, 20, 30, 40]);
  });

  it("when a flight fails, then only those on it fail; those behind fly as if nothing had been", async () => {
    const { flights, write } = controlled();
    const results = Promise.allSettled([1, 2, 3].map(async (item) => await write(item)));
    flights[0]?.land(new Error("lost"));
    await turn();
    flights[1]?.land();
    expect((await results).map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  });

  it("when one item of a flight is refused, then the others are not", async () => {
    const write = gatherWrites<number, number>(
      async (items) =>
        await Promise.resolve(
          items.map((item) => (item === 2 ? { status: "rejected", reason: new Error("no") } : ok(item))),
        ),
    );
    const results = await Promise.allSettled([1, 2, 3].map(async (item) => await write(item)));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("when an item waited too long for its flight, then it is never written", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { flights, write } = controlled(1_000);
    const first = write(1);
    const late = expect(write(2)).rejects.toMatchObject({ code: "database_unavailable" });
    vi.advanceTimersByTime(999);
    const inTime = write(3);
    vi.advanceTimersByTime(2);
    flights[0]?.land();
    await late;
    flights[1]?.land();
    expect(await Promise.all([first, inTime])).toEqual([10, 30]);
    expect(flights.map(({ items }) => items)).toEqual([[1], [3]]);
  });

  it("when very many come, then no flight is larger than 500", async () => {
    const { flights, write } = controlled();
    const all = Promise.all(Array.from({ length: 1_201 }, async (_, item) => await write(item)));
    for (let landed = 0; landed < 4; landed++) {
      flights[landed]?.land();
      await turn();
    }
    expect(flights.map(({ items }) => items.length)).toEqual([1, 500, 500, 200]);
    expect((await all).length).toBe(1_201);
  });
});
