// For tests that end or freeze one part of the product: one set of parts for each worker, three orders in it.
import type { Order } from "@order-desk/contract";
import type { Desk } from "./desk.js";
import { startParts, type Parts } from "./parts.js";
import { expect, NETWORK_ERRORS, test as base } from "./tabs.js";

/** The live status turns within 5 s, whatever happened. */
export const TOLD_WITHIN_MS = 5_000;
/** The longest pause between two attempts, and then some. */
export const BACK_WITHIN_MS = 40_000;

type Fixtures = { readonly shop: Parts; readonly desk: Desk };

export const test = base.extend<Fixtures, { readonly parts: Parts }>({
  parts: [
    async ({}, use) => {
      const parts = await startParts();
      await use(parts);
      await parts.remove();
    },
    { scope: "worker", timeout: 180_000 },
  ],

  shop: async ({ parts }, use) => {
    await parts.stored.reset(3);
    // One that can become something else.
    await parts.stored.orders.updateOne({ order_number: 2 }, { $set: { status: "pending" } });
    await use(parts);
    parts.proxy.heal();
  },

  /** A tab that is live and shows the orders. */
  desk: async ({ tabs, shop }, use) => {
    tabs.allow(NETWORK_ERRORS);
    const desk = await tabs.open(shop.url);
    await desk.expectLive();
    await desk.expectShows(await shop.api.list());
    await use(desk);
  },
});

/** Creates, changes and deletes, so that each kind of change is missed. Returns the created ones. */
export async function changeOrders({ api, stored }: Parts): Promise<Order[]> {
  const before = await api.list();
  const created = [await api.create(), await api.create()];
  const pending = before.find(({ status }) => status === "pending");
  const [named, removed] = before.filter((order) => order !== pending);
  if (!pending || !named || !removed) throw new Error("There must be a pending order and two others");
  await api.change(named._id, { customer_name: "Changed meanwhile" });
  expect((await api.change(pending._id, { status: "shipped" })).status).toBe("shipped");
  await api.remove(removed._id);
  expect(await stored.orders.countDocuments()).toBe(before.length + 1);
  return created;
}

export async function expectEqualsDatabase(desk: Desk, { api }: Parts): Promise<void> {
  const orders = await api.list();
  await desk.expectShows(orders);
  await desk.expectCounts({
    all: orders.length,
    pending: orders.filter(({ status }) => status === "pending").length,
  });
}

/** No order was announced twice, whichever way the news of it came. */
export async function expectToldOnce(desk: Desk, created: readonly Order[]): Promise<void> {
  for (const { order_number } of created)
    expect((await desk.toldSoFar(`${order_number} · `)).length).toBeLessThanOrEqual(1);
  // The one that tells of several may have grown while they came.
  const together = (await desk.toldSoFar("new orders")).map((text) => Number.parseInt(text));
  expect(together).toEqual([...new Set(together)].sort((a, b) => a - b));
  expect(together.at(-1) ?? 0).toBeLessThanOrEqual(created.length);
}

export { expect, NETWORK_ERRORS };
