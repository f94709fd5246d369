// @vitest-environment jsdom
import { ALL_ORDERS, type OrderQuery } from "@order-desk/contract";
import { act } from "@testing-library/react";
import { expect, test } from "vitest";
import { givenDesk, slots, until } from "../../test/hookDesk";
import type { ModelShop } from "../../test/modelShop";
import { problemReply } from "../../test/shopServer";
import { useDesk } from "./useDesk";
import { useOrderList, type OrderListOptions, type OrderListResult } from "./useOrderList";

const PENDING: OrderQuery = { ...ALL_ORDERS, status: ["pending"] };
const SHIPPED: OrderQuery = { ...ALL_ORDERS, status: ["shipped"] };

const opened = givenDesk();

test("when a list is open, then it loads, follows changes, and keeps what is new away while it is held", async () => {
  const desk = opened();
  desk.fill(3);
  const { now, rerender } = desk.render(useOrderList, { query: ALL_ORDERS, hold: false });
  expect(now()).toMatchObject({ state: "loading", orders: [], waiting: 0, hasMore: false });
  await until(() => expect(slots(now().orders)).toEqual([2, 1, 0]));
  expect(now().state).toBe("ready");

  desk.happen(() => desk.server.shop.create(3));
  await until(() => expect(slots(now().orders)).toEqual([3, 2, 1, 0]));
  rerender({ query: ALL_ORDERS, hold: true });
  desk.happen(() => desk.server.shop.create(4));
  desk.happen(() => desk.server.shop.create(5));
  desk.happen(() => desk.server.shop.update(1, "shipped"));
  await until(() => expect(now().waiting).toBe(2));
  expect(slots(now().orders)).toEqual([3, 2, 1, 0]);
  expect(now().orders[2]?.status).toBe("shipped");

  act(() => now().showWaiting());
  expect(now().waiting).toBe(0);
  desk.happen(() => desk.server.shop.create(6));
  await until(() => expect(now().waiting).toBe(1));
  expect(slots(now().orders)).toEqual([5, 4, 3, 2, 1, 0]);
  rerender({ query: ALL_ORDERS, hold: false });
  expect(slots(now().orders)).toEqual([6, 5, 4, 3, 2, 1, 0]);
});

/** And more than are kept of those that nobody looks at. */
function shipMany(shop: ModelShop, first: number): void {
  shop.update(first, "shipped");
  for (let slot = 3; slot < 1500; slot += 1) {
    shop.create(slot);
    shop.update(slot, "shipped");
  }
}

test("when thousands of others change while it is held, then rows that leave it keep their place", async () => {
  const desk = opened();
  desk.fill(3);
  const { now } = desk.render(useOrderList, { query: PENDING, hold: true });
  await until(() => expect(slots(now().orders)).toEqual([2, 1, 0]));
  const { shop } = desk.server;
  desk.happen(() => shipMany(shop, 1));
  await until(() => expect(now().left).toBe(1));
  expect(slots(now().orders)).toEqual([2, 1, 0]);
});

test("when another status is shown, then its list is loaded, and nothing of the first one is held back", async () => {
  const desk = opened();
  desk.fill(2);
  desk.server.shop.update(0, "shipped");
  const { now, rerender } = desk.render<OrderListResult, OrderListOptions>(useOrderList, {
    query: PENDING,
    hold: true,
  });
  await until(() => expect(slots(now().orders)).toEqual([1]));
  rerender({ query: SHIPPED, hold: true });
  await until(() => expect(slots(now().orders)).toEqual([0]));
  desk.happen(() => desk.server.shop.update(1, "shipped"));
  await until(() => expect(now()).toMatchObject({ waiting: 1 }));
});

test("when an order is changed here, then its row lingers in the list that it was in, and in no other", async () => {
  const desk = opened();
  desk.fill(2);
  const { now, rerender } = desk.render(
    (options: OrderListOptions) => ({ list: useOrderList(options), lingering: useDesk().lingering }),
    { query: PENDING, hold: false },
  );
  await until(() => expect(slots(now().list.orders)).toEqual([1, 0]));
  const [, before] = now().list.orders;
  act(() => now().lingering.begin(before!));
  desk.happen(() => shipMany(desk.server.shop, 0));
  await until(() => expect([...now().list.leaving]).toEqual([before!._id]));
  rerender({ query: { ...ALL_ORDERS, status: ["delivered"] }, hold: false });
  await until(() => expect(now().list.state).toBe("ready"));
  expect(now().list).toMatchObject({ orders: [], leaving: new Set() });
});

test("when a change made here takes an order to where nothing is loaded, then its row lingers where it stood", async () => {
  const desk = opened();
  desk.fill(130);
  const sorted: OrderQuery = { ...PENDING, sort: "updated_at" };
  const { now } = desk.render(
    (options: OrderListOptions) => ({ list: useOrderList(options), lingering: useDesk().lingering }),
    { query: sorted, hold: false },
  );
  await until(() => expect(now().list.orders).toHaveLength(100));
  const before = now().list.orders[3]!;
  act(() => now().lingering.begin(before));
  desk.happen(() => desk.server.shop.update(slots([before])[0]!, "shipped"));
  await until(() => expect([...now().list.leaving]).toEqual([before._id]));
  expect(now().list.orders[3]).toMatchObject({ _id: before._id, status: "shipped" });
});

test("when there are more than a page, then more can be loaded; when that fails, the rest stays", async () => {
  const desk = opened();
  desk.fill(130);
  const { now } = desk.render(useOrderList, { query: ALL_ORDERS, hold: false });
  await until(() => expect(now().orders).toHaveLength(100));
  expect(now()).toMatchObject({ hasMore: true, isLoadingMore: false });
  desk.server.intercept = () => problemReply(503, "database_unavailable");
  act(() => now().loadMore());
  expect(now().isLoadingMore).toBe(true);
  await until(() => expect(now().error).toBe("Say: database_unavailable"));
  expect(now()).toMatchObject({ state: "ready", isLoadingMore: false, hasMore: true });
  desk.server.intercept = () => undefined;
  act(() => now().retry());
  await until(() => expect(now().orders).toHaveLength(130));
  expect(now()).toMatchObject({ hasMore: false, error: undefined });
});

test("when the first page cannot be had, then that is an error, and a retry mends it", async () => {
  const desk = opened();
  desk.fill(1);
  desk.server.intercept = () => "cut";
  const { now } = desk.render(useOrderList, { query: ALL_ORDERS, hold: false });
  await until(() => expect(now()).toMatchObject({ state: "error", orders: [] }));
  desk.server.intercept = () => undefined;
  act(() => now().retry());
  expect(now().state).toBe("loading");
  await until(() => expect(now()).toMatchObject({ state: "ready", error: undefined }));
});

test("when all that is loaded of a list goes elsewhere, then what is below takes its place", async () => {
  const desk = opened();
  desk.fill(250);
  const { now } = desk.render(useOrderList, { query: PENDING, hold: false });
  const seen: string[] = [];
  await until(() => expect(now().orders).toHaveLength(100));
  desk.happen(() => {
    for (let slot = 150; slot < 250; slot += 1) desk.server.shop.writeOutside(slot, "shipped");
  });
  await until(() => {
    seen.push(`${now().state} ${now().orders.length}`);
    expect(slots(now().orders)).toEqual(Array.from({ length: 100 }, (_, index) => 149 - index));
  });
  expect(seen).not.toContain("ready 0");
  expect(now()).toMatchObject({ state: "ready", hasMore: true, waiting: 0 });
});

test("when what is below cannot be had, then that is an error and not an empty list, and a retry mends it", async () => {
  const desk = opened();
  desk.fill(120);
  const { now } = desk.render(useOrderList, { query: PENDING, hold: true });
  await until(() => expect(now().orders).toHaveLength(100));
  desk.server.intercept = () => problemReply(503, "database_unavailable");
  desk.happen(() => {
    for (let slot = 20; slot < 120; slot += 1) desk.server.shop.writeOutside(slot, "shipped");
  });
  await until(() => expect(now()).toMatchObject({ state: "error", error: "Say: database_unavailable" }));
  desk.server.intercept = () => undefined;
  act(() => now().retry());
  await until(() => expect(now().orders).toHaveLength(20));
});
