import type { OrderEvent } from "@order-desk/contract";
import { expect, test, vi } from "vitest";
import { idOf, ModelShop, orderOf } from "../../test/modelShop";
import { OrderStore } from "./orderStore";
import { TO_THE_END } from "./depth";
import { selectionOf } from "./selectOrders";

function stored() {
  const shop = new ModelShop();
  const store = new OrderStore();
  let told = 0;
  const changes = vi.fn();
  store.subscribe(changes);
  const push = (isReplay = false) => {
    shop.log.slice(told).forEach((event) => store.push(event, isReplay));
    told = shop.log.length;
  };
  return { shop, store, changes, push };
}
const untilFlushed = async (store: OrderStore, orders: number) =>
  await vi.waitFor(() => expect(store.orders().orders.size).toBe(orders));

test("when a thousand changes come at once, then what is subscribed hears of them once", async () => {
  const { shop, store, changes, push } = stored();
  store.setView("", { downTo: TO_THE_END });
  changes.mockClear();
  for (let slot = 0; slot < 1000; slot += 1) shop.create(slot);
  push();
  expect(changes).not.toHaveBeenCalled();
  await untilFlushed(store, 1000);
  expect(changes).toHaveBeenCalledTimes(1);
});

test("when orders are created, then they are told of together, and each once", () => {
  const { shop, store, push } = stored();
  const created = vi.fn();
  store.onCreated(created);
  shop.create(1);
  shop.create(2, 0);
  shop.update(1, "shipped");
  push();
  store.flush();
  shop.log.forEach((event) => store.push(event, true));
  store.flush();
  expect(created).toHaveBeenCalledTimes(1);
  expect(created).toHaveBeenCalledWith([
    expect.objectContaining({ _id: idOf(1) }),
    expect.objectContaining({ _id: idOf(2) }),
  ]);
});

test("when a deleted order comes back, then it is not told of as new", () => {
  const { shop, store, push } = stored();
  const created = vi.fn();
  store.onCreated(created);
  shop.create(1);
  shop.delete(1);
  shop.restore(1);
  shop.log.splice(0, 1);
  push();
  store.flush();
  expect(store.orders().orders.size).toBe(1);
  expect(created).not.toHaveBeenCalled();
});

test("when a change is live, then its order has just changed; when it is replayed, then it has not", () => {
  const { shop, store, push } = stored();
  shop.create(1);
  push(true);
  store.flush();
  expect(store.changedAt(idOf(1))).toBeUndefined();
  expect(store.lastChangeAt()).toBe(Date.parse("2026-11-22T10:00:00.000Z"));
  shop.update(1, "shipped");
  const before = Date.now();
  push();
  store.flush();
  expect(store.changedAt(idOf(1))).toBeGreaterThanOrEqual(before);
  expect(store.lastChangeAt()).toBeGreaterThanOrEqual(before);
});

test("when the feed is said to be current, then what it sent before is applied", () => {
  const { shop, store, push } = stored();
  shop.create(1);
  push();
  store.feed({ type: "current", lagMs: 0 });
  expect(store.orders().orders.size).toBe(1);
});

test("when a fetch begins, then what came before it does not count as news since", async () => {
  const { shop, store, push } = stored();
  shop.create(1);
  push();
  const later = { ...(shop.log[0] as OrderEvent & { type: "order-created" }).order, customer_name: "later" };
  await store.during(async (sinceSeq) => {
    await Promise.resolve();
    store.mergeFetched([later], sinceSeq);
  });
  expect(store.orders().orders.get(idOf(1))?.order.customer_name).toBe("later");
});

test("when thousands of orders change that nobody looks at, then they are not kept, but what is seen is", () => {
  const { shop, store, push } = stored();
  store.need((id) => id === idOf(7));
  store.setView("status=pending", { downTo: selectionOf("status=pending").placeOf(orderOf(4990)) });
  for (let slot = 0; slot < 5000; slot += 1) shop.create(slot);
  shop.update(4999, "shipped");
  shop.delete(6);
  push();
  store.flush();
  const { orders, deleted } = store.orders();
  expect([...orders.keys()]).toEqual([7, 4990, 4991, 4992, 4993, 4994, 4995, 4996, 4997, 4998].map(idOf));
  expect(deleted.size).toBe(0);
});

test("when a fetch is under way, then nothing is let go until its answer has been merged", async () => {
  const { shop, store, push } = stored();
  let held = 0;
  await store.during(async (sinceSeq) => {
    const before = shop.create(0);
    for (let slot = 1; slot < 2000; slot += 1) shop.create(slot);
    shop.update(0, "shipped");
    push();
    store.flush();
    held = store.orders().orders.size;
    await Promise.resolve();
    if (before) store.mergeFetched([before], sinceSeq);
    expect(store.orders().orders.get(idOf(0))?.order.status).toBe("shipped");
  });
  expect(held).toBe(2000);
  expect(store.orders().orders.size).toBe(0);
});
