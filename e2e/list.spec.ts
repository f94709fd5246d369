// Nothing jumps: what a person reads stays where it is, whatever arrives.
import { curl } from "./helpers/shell.js";
import { expect, test } from "./helpers/test.js";

declare global {
  interface Window {
    skeletons: number;
  }
}

test("when orders come and go while somebody reads further down, then the rows stay and a pill counts", async ({
  shop,
  tabs,
}) => {
  await shop.stored.reset(300);
  const desk = await tabs.open(shop.url);
  await desk.expectLive();
  await expect(desk.rows.first()).toBeVisible();
  const [newest] = await shop.api.list("?limit=1");
  const anchor = await desk.list.readFrom(60 * 44 + 17);
  await desk.list.followRow(anchor.id);

  for (let count = 1; count <= 3; count++) {
    await shop.api.create();
    const pill = desk.page.getByRole("button", { name: `${count} new order${count === 1 ? "" : "s"}` });
    await expect(pill).toBeVisible();
  }
  await shop.api.change(newest!._id, { customer_name: "Changed above" });
  await shop.api.remove(newest!._id);
  await desk.expectCounts({ all: 302 });
  const below = await desk
    .row(anchor.id)
    .locator("xpath=following-sibling::tr[1]")
    .getAttribute("data-order-id");
  await shop.api.remove(below ?? "");
  await expect(desk.row(below ?? "")).toContainText("Deleted");
  await shop.api.change(anchor.id, { customer_name: "Changed in view" });
  await expect(desk.row(anchor.id)).toContainText("Changed in view");
  expect(await desk.list.firstVisible()).toEqual(anchor);
  expect(await desk.list.followedTops()).toEqual([anchor.top]);

  await desk.page.getByRole("button", { name: "5 changes" }).click();
  await expect(desk.page.getByRole("button", { name: /^\d+ (new orders?|changes?)$/ })).toHaveCount(0);
  await expect.poll(async () => (await desk.list.firstVisible()).id).toBe((await shop.api.list())[0]!._id);

  const atTop = await shop.api.create();
  await expect.poll(async () => (await desk.list.firstVisible()).id).toBe(atTop._id);
});

test("when rows are selected and one of them leaves the list, then it keeps its place, dimmed, until one goes on", async ({
  shop,
  tabs,
}) => {
  const orders = [];
  for (let count = 0; count < 4; count++) orders.push(await shop.api.create());
  const [last, third, second, first] = orders;
  const desk = await tabs.open(`${shop.url}/?status=pending`);
  await desk.expectLive();
  await desk.page.getByRole("checkbox", { name: `Select order ${second!.order_number}` }).check();
  await desk.page.getByRole("checkbox", { name: `Select order ${last!.order_number}` }).check();
  await desk.list.followRow(last!._id);
  const ids = async () => (await desk.shown()).map(({ number }) => number);
  const before = await ids();
  await shop.api.change(second!._id, { status: "shipped" });
  await shop.api.remove(third!._id);
  await expect(desk.row(second!._id)).toContainText("No longer matches");
  await expect(desk.row(third!._id)).toContainText("Deleted");
  expect(await ids()).toEqual(before);
  await expect(desk.page.getByRole("toolbar", { name: "Selected orders" })).toContainText("1 selected");
  await desk.page.getByRole("button", { name: "2 changes" }).click();
  await desk.expectShows([first!, last!]);
});

test("when the status is not among the columns, then the keys still change it", async ({ desk, shop }) => {
  const order = await shop.api.create();
  await desk.expectShows([order]);
  await desk.page.getByRole("button", { name: "Display" }).click();
  await desk.page.getByRole("dialog").getByRole("checkbox", { name: "Status" }).uncheck();
  await desk.page.getByRole("dialog").getByRole("checkbox", { name: "Order" }).uncheck();
  await desk.page.keyboard.press("Escape");
  await desk.page.keyboard.press("j");
  await desk.page.keyboard.press("s");
  await desk.menu().getByRole("menuitem", { name: "Shipped" }).click();
  await expect.poll(async () => (await shop.api.get(order._id)).status).toBe("shipped");
  await expect(desk.row(order._id)).toBeFocused();
});

test("when another list is looked at and come back from, then the list is at its top and new orders come in", async ({
  shop,
  tabs,
}) => {
  await shop.stored.reset(300);
  const desk = await tabs.open(shop.url);
  await desk.expectLive();
  await expect(desk.rows.first()).toBeVisible();
  await desk.list.readFrom(60 * 44);
  await shop.api.create();
  await expect(desk.page.getByRole("button", { name: "1 new order", exact: true })).toBeVisible();
  await desk.page.getByRole("link", { name: /^Pending/ }).click();
  await expect(desk.page).toHaveURL(/status=pending/);
  await desk.page.getByRole("link", { name: /^All/ }).click();
  const order = await shop.api.create();
  await expect.poll(async () => (await desk.list.firstVisible()).id).toBe(order._id);
  await expect(desk.page.getByRole("button", { name: /^\d+ new orders?$/ })).toHaveCount(0);
});

test("when the first order arrives in an empty desk, then it is there at once, without a skeleton", async ({
  desk,
  shop,
}) => {
  await expect(desk.page.getByRole("heading", { name: "No orders yet" })).toBeVisible();
  await desk.page.evaluate(() => {
    window.skeletons = 0;
    new MutationObserver(() => (window.skeletons += document.querySelectorAll(".skeleton").length)).observe(
      document.body,
      { subtree: true, childList: true },
    );
  });
  const order = await shop.api.create();
  await expect(desk.row(order._id)).toBeVisible();
  expect(await desk.page.evaluate(() => window.skeletons)).toBe(0);
});

test("when all that is loaded of a list is shipped by a script, then the list shows what is below", async ({
  shop,
  tabs,
}) => {
  await shop.stored.reset(250);
  await shop.stored.orders.updateMany({}, { $set: { status: "pending" } });
  const desk = await tabs.open(`${shop.url}/?status=pending`);
  await desk.expectLive();
  await desk.expectCounts({ pending: 250 });
  await shop.stored.orders.updateMany({ order_number: { $gt: 150 } }, { $set: { status: "shipped" } });
  await desk.expectCounts({ pending: 150, shipped: 100 });
  await expect(desk.rows.first()).toContainText("Stored customer 150");
  await shop.stored.orders.updateMany({}, { $set: { status: "shipped" } });
  await expect(desk.page.getByRole("heading", { name: "No pending orders" })).toBeVisible();
});

test("when five orders come in a burst, then one toast says so", async ({ desk, shop }) => {
  await Promise.all(Array.from({ length: 5 }, async () => await shop.api.create()));
  await expect(desk.toast("5 new orders")).toBeVisible();
  await expect(desk.toasts).toHaveCount(1);
  expect((await desk.toldSoFar("New order created!")).length).toBeLessThanOrEqual(1);
  await desk.expectShows(await shop.api.list());
});

test("when the end of the list is scrolled to, then all 300 orders have been there, in order, a few at a time", async ({
  shop,
  tabs,
}) => {
  await shop.stored.reset(300);
  const desk = await tabs.open(shop.url);
  await desk.expectLive();
  await expect(desk.rows.first()).toBeVisible();
  const seen: string[] = [];
  await expect(async () => {
    for (const { number } of await desk.shown()) if (!seen.includes(number)) seen.push(number);
    await desk.list.scrollBy(600);
    expect(await desk.rows.count()).toBeLessThanOrEqual(40);
    expect(seen).toHaveLength(300);
  }).toPass({ intervals: [50], timeout: 60_000 });
  expect(seen).toEqual(Array.from({ length: 300 }, (_, index) => String(300 - index)));
  await expect(desk.page.getByText("These are all the orders")).toBeVisible();
});

test("when there is no order, then the empty desk shows a command that works, and sample orders fill it", async ({
  shop,
  tabs,
}) => {
  const desk = await tabs.open(shop.url, { permissions: ["clipboard-read", "clipboard-write"] });
  await expect(desk.page.getByRole("heading", { name: "No orders yet" })).toBeVisible();
  const command = await desk.page.getByRole("region", { name: "Command that creates an order" }).innerText();
  await desk.page.getByRole("button", { name: "Copy the command" }).click();
  await expect.poll(async () => await desk.page.evaluate(() => navigator.clipboard.readText())).toBe(command);
  expect(command).toContain(`curl -X POST ${shop.apiUrl}/api/orders`);
  await curl(command);
  await expect(desk.rows).toHaveCount(1);
  await expect(desk.rows.first()).toContainText("Test User");

  await shop.stored.reset();
  await desk.page.getByRole("button", { name: "Add sample orders" }).click();
  await desk.expectCounts({ all: 12 });
  await desk.expectShows(await shop.api.list());
});
