// A hundred thousand orders: the list stays small, quick and right.
import type { Order, OrderStatus } from "@order-desk/contract";
import type { Api } from "./helpers/api.js";
import { asShown } from "./helpers/desk.js";
import { startParts, type Parts } from "./helpers/parts.js";
import { run } from "./helpers/processes.js";
import { expect, test as base } from "./helpers/tabs.js";

const ORDERS = 100_000;
/** In the DOM at a time. */
const MOST_ROWS = 40;

const test = base.extend<object, { readonly big: Parts }>({
  big: [
    async ({}, use) => {
      const big = await startParts(async (uri) => {
        const seeding = run(["backend/dist/tools/seed.js", "--orders", String(ORDERS)], { MONGODB_URI: uri });
        const { code } = await seeding.ended(120_000);
        expect(code, seeding.output()).toBe(0);
      });
      await use(big);
      await big.remove();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

/** The newest orders, page after page. */
async function newest(api: Api, count: number): Promise<Order[]> {
  const orders: Order[] = [];
  for (let query = ""; orders.length < count;) {
    const page = await api.page(query);
    orders.push(...page.orders);
    query = page.next;
  }
  return orders;
}

test("when there are 100,000 orders, then the page is usable at once, with a small window and true counts", async ({
  big,
  tabs,
}) => {
  const startedAt = Date.now();
  const desk = await tabs.open(big.url);
  await expect(desk.rows.first()).toBeVisible();
  expect(Date.now() - startedAt).toBeLessThan(10_000);
  expect(await desk.rows.count()).toBeLessThanOrEqual(MOST_ROWS);

  await desk.expectLive();
  const counted = await big.stored.orders
    .aggregate<{ _id: OrderStatus; count: number }>([{ $sortByCount: "$status" }])
    .toArray();
  const byStatus = Object.fromEntries(counted.map(({ _id, count }) => [_id, count]));
  await desk.expectCounts({ all: ORDERS, ...byStatus });

  await expect(async () => {
    await desk.list.scrollBy(4_400);
    expect(await desk.rows.count()).toBeLessThanOrEqual(MOST_ROWS);
    expect((await desk.shownAt()).at(-1)?.index).toBeGreaterThan(500);
  }).toPass({ intervals: [50], timeout: 60_000 });
  const shown = await desk.shownAt();
  const expected = await newest(big.api, (shown.at(-1)?.index ?? 0) + 1);
  expect(shown).toEqual(shown.map(({ index }) => ({ index, order: asShown(expected[index]!) })));

  const created = await big.api.create();
  await desk.page.getByRole("button", { name: "1 new order", exact: true }).click();
  await expect(desk.row(created._id)).toBeVisible();
  await desk.expectCounts({ all: ORDERS + 1 });
});

test("when a status with many thousand orders is chosen, then its list comes at once and follows", async ({
  big,
  tabs,
}) => {
  const desk = await tabs.open(`${big.url}/?status=pending`);
  await desk.expectLive();
  const order = await big.api.create();
  await expect(desk.row(order._id)).toBeVisible();
  await big.api.change(order._id, { status: "cancelled" });
  await expect(desk.row(order._id)).toHaveCount(0);
  await big.api.remove(order._id);
});
