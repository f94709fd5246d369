// Several browsers on one shop that changes all the time: each of them shows what is stored.
import type { Order, OrderStatus } from "@order-desk/contract";
import { bar, box } from "./helpers/bulk.js";
import { afterChanges, KEPT, startChanges } from "./helpers/changes.js";
import { assertSame, expectSame, type Asked } from "./helpers/compare.js";
import type { Desk } from "./helpers/desk.js";
import type { Product } from "./helpers/product.js";
import { expect, test } from "./helpers/test.js";
import { dialog } from "./helpers/ways.js";

const PER_SECOND = 20;
/** So many at least, however quickly the rest is done: fifteen seconds' worth. */
const CHANGES = 300;

const WORKING = {
  word: "maple",
  statuses: ["pending", "processing"],
  total: [50, 200],
  sort: "total_minor",
} as const;
const LATEST: Asked = { word: "birch", sort: "updated_at" };
const ADDRESS_OF_LATEST = "/?q=birch&sort=-updated_at";

const view = (desk: Desk) =>
  desk.page.getByRole("region", { name: "Views" }).getByRole("link", { name: "Maples" });

/** Words are typed, the rest comes from the form and a heading, and the list is kept as a view for everybody. */
async function filterAndSave(desk: Desk): Promise<void> {
  await desk.page.getByRole("searchbox").pressSequentially("maple");
  await desk.page.getByRole("button", { name: "Filter" }).click();
  const form = desk.page.getByRole("dialog", { name: "Filter" });
  await form.getByLabel("Pending").check();
  await form.getByLabel("Processing").check();
  await form.getByLabel("Total from").fill("50");
  await form.getByLabel("Total to").fill("200");
  await form.getByRole("button", { name: "Show orders" }).click();
  await desk.page.getByRole("columnheader", { name: "Total" }).getByRole("button").click();
  await desk.page.getByRole("button", { name: "Save as view" }).click();
  await dialog(desk).getByLabel("Name").fill("Maples");
  await dialog(desk).getByLabel("Everybody").check();
  await dialog(desk).getByRole("button", { name: "Save view" }).click();
  await expect(view(desk)).toHaveAttribute("aria-current", "page");
}

/** A range from the first of these to the last, with whatever lies between, and one of them taken out again. */
async function selectRange(desk: Desk, [last, left, first]: readonly [Order, Order, Order]): Promise<void> {
  await box(desk, first).click();
  await box(desk, last).click({ modifiers: ["Shift"] });
  await box(desk, left).uncheck();
  await expect(bar(desk)).toContainText(/[1-9]\d* selected/);
}

/** Takes back what was done last, once it is done. */
async function takeBack(desk: Desk, done: RegExp): Promise<void> {
  const told = async () => (await desk.toldSoFar("")).some((text) => done.test(text));
  await expect.poll(told).toBe(true);
  await desk.page.keyboard.press("Control+z");
}

const statusesOf = async ({ stored }: Product, orders: readonly Order[]) =>
  await Promise.all(
    orders.map(
      async ({ order_number }) => (await stored.orders.findOne({ order_number }))?.status ?? "deleted",
    ),
  );

/** Six orders that only this tab changes, the dearest first: near the top of its list, among those that all change. */
async function stockUp({ stored, api }: Product): Promise<Order[]> {
  await stored.reset(90);
  const kept: Order[] = [];
  for (let index = 0; index < 6; index++) {
    const price = 195 - index * 6;
    kept.push(await api.create({ customer_name: `Maple ${KEPT} ${index}`, price, currency: "USD" }));
    await api.create({ customer_name: `Maple free ${index}`, price: price + 3, currency: "USD" });
  }
  return kept;
}

test("when one browser filters, changes many, deletes and takes back while a script changes twenty orders a second, then it and the others show what is stored", async ({
  shop,
  tabs,
}) => {
  test.setTimeout(240_000);
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
  test.info().annotations.push({ type: "seed", description: String(seed) });
  console.error(`sideBySide: SEED=${seed}`);
  await shop.stored.removeViews();
  const kept = await stockUp(shop);
  const [a1, a2, a3, b1, b2, b3] = kept as [Order, Order, Order, Order, Order, Order];
  const [worker, watcher, latest] = [
    await tabs.open(shop.url),
    await tabs.open(shop.url),
    await tabs.open(`${shop.url}${ADDRESS_OF_LATEST}`),
  ];
  for (const desk of [worker, watcher, latest]) await desk.expectLive();
  const changer = await startChanges(shop, seed, PER_SECOND);
  const allSame = async () => {
    await expectSame(worker, shop.stored, WORKING);
    await expectSame(watcher, shop.stored);
    await expectSame(latest, shop.stored, LATEST);
    // The other tab has the view too, with the number of its orders.
    const shown = (await worker.count("pending").textContent())!;
    const more = (await worker.count("processing").textContent())!;
    await expect(view(watcher)).toHaveText(`Maples${Number(shown) + Number(more)}`);
  };
  const expectStatuses = async (orders: readonly Order[], status: OrderStatus | "deleted") =>
    await expect.poll(async () => await statusesOf(shop, orders)).toEqual(orders.map(() => status));

  await filterAndSave(worker);
  await worker.page.getByRole("link", { name: /^Orders/ }).click();
  await afterChanges(changer, 20);
  await view(worker).click();
  await changer.calm(allSame);

  await selectRange(worker, [a1, a2, b1]);
  await afterChanges(changer, 20);
  await bar(worker).getByRole("button", { name: "Set status" }).click();
  await worker.menu().getByRole("menuitem", { name: "Shipped" }).click();
  await dialog(worker)
    .getByRole("button", { name: /^Change \d+ orders$/ })
    .click();
  await expectStatuses([a1, a3, b1], "shipped");
  await expectStatuses([a2, b2, b3], "pending");
  await takeBack(worker, /orders marked shipped/);
  await expectStatuses(kept, "pending");
  await expect.poll(async () => (await watcher.toldSoFar("as before again")).length).toBeGreaterThan(0);
  await changer.calm(allSame);

  await worker.setStatus(b3._id, "Cancelled");
  await expect(worker.row(b3._id)).toContainText("No longer matches");
  await expectStatuses([b3], "cancelled");
  await takeBack(worker, new RegExp(`Order ${b3.order_number} is now cancelled`));
  await expectStatuses([b3], "pending");
  await changer.calm(allSame);

  await selectRange(worker, [b1, b2, b3]);
  await afterChanges(changer, 20);
  await bar(worker).getByRole("button", { name: "Delete" }).click();
  await dialog(worker)
    .getByRole("button", { name: /^Delete \d+ orders$/ })
    .click();
  await expectStatuses([b1, b3], "deleted");
  await watcher.list.scrollBy(600);
  await afterChanges(changer, 20);
  await takeBack(worker, /orders deleted/);
  await expectStatuses(kept, "pending");

  await expect.poll(changer.done, { timeout: 60_000 }).toBeGreaterThanOrEqual(CHANGES);
  const tally = await changer.stop();
  test.info().annotations.push({ type: "changes", description: JSON.stringify(tally) });
  await allSame();
});

test("when a tab never hears of one change, then the comparison says so", async ({ shop, tabs }) => {
  await shop.stored.reset(3);
  const order = await shop.api.create({ customer_name: "Unheard", currency: "USD" });
  const desk = await tabs.open("about:blank");
  await desk.page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (!message.toString().includes(order._id)) socket.send(message);
    });
  });
  await desk.page.goto(shop.url);
  await desk.expectLive();
  await expectSame(desk, shop.stored);
  await shop.api.change(order._id, { product_name: "Changed unheard" });
  const next = await shop.api.create({ currency: "USD" });
  await expect(desk.row(next._id)).toBeVisible();
  await expect(assertSame(desk, shop.stored)).rejects.toThrow("Changed unheard");
});
