// How lists share the questions to the database, with one that takes too long among them.
import { pino } from "pino";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LIST_COUNT_MAX, orderQuery, type ListCounts as Told, type Order } from "@order-desk/contract";
import { CountTooSlowError, type Counting } from "../models/listCounting.js";
import type { OrderChange } from "../models/orderChange.js";
import { stepped, toList } from "./listCount.js";
import { ListCounts } from "./listCounts.js";
import { toEntry, waitOf } from "./listEntry.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const isSlow = ({ filter }: Counting) => filter.q === "slow";

it("when one list takes too long, then all others are counted, and it is asked for ever more seldom", async () => {
  const asked: number[] = [];
  const lists = new ListCounts({
    count: async (countings) => {
      asked.push(Date.now());
      if (countings.some(isSlow)) throw new CountTooSlowError();
      return await Promise.resolve({ counted: countings.map(() => ({ total: 7, byStatus: {} })), at: 1n });
    },
    logger: pino({ enabled: false }),
  });
  const told: Told = {};
  const names = ["a", "b", "slow", "d", "e", "f", "g", "h"];
  lists.watch(
    names.map((key) => ({ key, query: orderQuery.parse({ q: key }) })),
    (news) => Object.assign(told, news),
  );
  await vi.advanceTimersByTimeAsync(15_000);
  expect(Object.keys(told).sort()).toEqual(names.filter((name) => name !== "slow").sort());
  const before = asked.length;
  await vi.advanceTimersByTimeAsync(300_000);
  expect(asked.length - before).toBeLessThan(12);
  lists.stop();
});

it("when orders change in a list of very many, then how many are too old is counted soon, and else seldom", () => {
  const asked = { key: "a", query: orderQuery.parse({}) };
  const aged = toEntry("a", { ...asked, age: { since: "created_at", minutes: 60 } });
  const plain = toEntry("b", asked);
  for (const entry of [aged, plain]) {
    entry.known = { count: { total: LIST_COUNT_MAX, by_status: {}, aged: null }, at: 1n };
    entry.countedAt = Date.now();
  }
  expect([waitOf(aged), waitOf(plain)]).toEqual([1_500, 5_000]);
  aged.isDue = false;
  expect(waitOf(aged)).toBe(5_000);
});

it("when an order lies under other terms than its own, then a change of it is counted by the database, not by what it shows", () => {
  const list = toList({ key: "a", query: orderQuery.parse({ q: "jose" }) });
  const shown = {
    ...{ _id: "f".repeat(24), order_number: 1001, version: 2, status: "pending", currency: "USD" },
    ...{ customer_name: "José", customer_email: "a@example.com", product_name: "Lamp", quantity: 1 },
    ...{ price: 1, total: 1, created_at: "2026-11-22T10:00:00.000Z", updated_at: "2026-11-22T10:00:00.000Z" },
  } satisfies Order;
  const change: OrderChange = {
    ...{ cursor: "82".padEnd(24, "F"), kind: "updated", id: shown._id, committedAt: shown.updated_at },
    ...{ before: shown, after: { ...shown, customer_name: "Ada", version: 3 }, by: "api" },
  };
  const known = { count: { total: 5, by_status: {}, aged: null }, at: 1n };
  expect(stepped(list, known, change)).toMatchObject({ known: { count: { total: 4 } }, isDue: false });
  expect(stepped(list, known, { ...change, isMisfiled: true })).toEqual({ known, isDue: true });
});
