import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { orderOf } from "../../test/modelShop";
import { EnteredNews, type Entered } from "./enteredNews";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const arrivalOf = (slot: number) => ({ order: orderOf(slot), job: undefined });

function given(
  own: readonly number[] = [],
  settled: () => Promise<unknown> = async () => await Promise.resolve(),
) {
  const told: (readonly [viewId: string, orders: number, isFirst: boolean])[] = [];
  const ids = new Set<string>();
  const ownIds = new Set(own.map((slot) => orderOf(slot)._id));
  const news = new EnteredNews({
    tell: ({ viewId, id, orders, isFirst }: Entered) => {
      told.push([viewId, orders.length, isFirst]);
      ids.add(id);
    },
    isOwn: ({ order }) => ownIds.has(order._id),
    settled,
  });
  const nowOwn = (slot: number) => void ownIds.add(orderOf(slot)._id);
  return { news, told, ids, nowOwn };
}

test("when many orders enter together, as after a reconnect, then they are one piece of news that grows", async () => {
  const { news, told, ids } = given();
  for (let slot = 0; slot < 12; slot += 1) news.add("v1", arrivalOf(slot));
  news.add("v2", arrivalOf(1));
  await vi.advanceTimersByTimeAsync(500);
  news.add("v1", arrivalOf(20));
  await vi.advanceTimersByTimeAsync(500);
  expect(told).toEqual([
    ["v1", 12, true],
    ["v2", 1, true],
    ["v1", 13, false],
  ]);
  expect(ids.size).toBe(2);
});

test("when one comes a while later, then it is news of its own", async () => {
  const { news, told, ids } = given();
  news.add("v1", arrivalOf(1));
  await vi.advanceTimersByTimeAsync(5_000);
  news.add("v1", arrivalOf(2));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual([
    ["v1", 1, true],
    ["v1", 1, true],
  ]);
  expect(ids.size).toBe(2);
});

test("when it was done in this tab, then nothing is said of it", async () => {
  const { news, told } = given([1]);
  news.add("v1", arrivalOf(1));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual([]);
  news.add("v1", arrivalOf(2));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual([["v1", 1, true]]);
});

test("when a job of this tab brings others at the same time, then what somebody else brings is told once, and the next again", async () => {
  const own = Array.from({ length: 40 }, (_, slot) => 100 + slot);
  const { news, told } = given(own);
  const meanwhile = async (slots: readonly number[]) => {
    for (const slot of slots) {
      news.add("v1", arrivalOf(slot));
      await vi.advanceTimersByTimeAsync(300);
    }
  };
  news.add("v1", arrivalOf(1));
  await meanwhile(own.slice(0, 20));
  expect(told).toEqual([["v1", 1, true]]);
  news.add("v1", arrivalOf(2));
  await meanwhile(own.slice(20));
  expect(told).toEqual([
    ["v1", 1, true],
    ["v1", 1, true],
  ]);
});

test("when it is known late what is this tab's own, then nothing that came before is lost", async () => {
  let settle: () => void = () => undefined;
  const { news, told } = given([1], async () => await new Promise<void>((resolve) => (settle = resolve)));
  news.add("v1", arrivalOf(2));
  await vi.advanceTimersByTimeAsync(1_800);
  news.add("v1", arrivalOf(3));
  settle();
  await vi.advanceTimersByTimeAsync(10);
  expect(told).toEqual([["v1", 2, true]]);
});

test("when what was told turns out to be this tab's own, then the next of another is told as a first one", async () => {
  const { news, told, ids, nowOwn } = given();
  for (const slot of [1, 2, 3]) news.add("v1", arrivalOf(slot));
  await vi.advanceTimersByTimeAsync(500);
  for (const slot of [1, 2, 3]) nowOwn(slot);
  news.add("v1", arrivalOf(4));
  await vi.advanceTimersByTimeAsync(500);
  news.add("v1", arrivalOf(5));
  await vi.advanceTimersByTimeAsync(500);
  expect(told).toEqual([
    ["v1", 3, true],
    ["v1", 1, true],
    ["v1", 2, false],
  ]);
  expect(ids.size).toBe(1);
});

test("when all that came was this tab's own, then the next one of another has a name of its own", async () => {
  const { news, told, ids, nowOwn } = given();
  news.add("v1", arrivalOf(1));
  nowOwn(1);
  await vi.advanceTimersByTimeAsync(60_000);
  news.add("v1", arrivalOf(2));
  await vi.advanceTimersByTimeAsync(500);
  expect(told).toEqual([["v1", 1, true]]);
  expect([...ids]).toEqual([`v1 ${orderOf(2)._id}`]);
});
