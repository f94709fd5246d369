// From one status to the next, and the keyboard's way through the rows.
import { ORDER_STATUSES, ORDER_TRANSITIONS } from "@order-desk/contract";
import { labelOf } from "./helpers/desk.js";
import { expect, test } from "./helpers/test.js";

test("when a status is pressed, then its menu offers what the table allows and nothing else", async ({
  shop,
  tabs,
}) => {
  const orders = await Promise.all(ORDER_STATUSES.map(async (status) => await shop.api.create({ status })));
  const desk = await tabs.open(shop.url);
  for (const { _id, status } of orders) {
    const nexts = ORDER_TRANSITIONS[status].map(labelOf);
    const button = desk.status(_id).getByRole("button");
    await expect(desk.status(_id)).toHaveText(labelOf(status));
    await expect(button).toHaveCount(nexts.length > 0 ? 1 : 0);
    if (nexts.length === 0) continue;
    await button.click();
    await expect(desk.menu().getByRole("menuitem")).toHaveText(nexts);
    await desk.page.keyboard.press("Escape");
    await expect(desk.menu()).toHaveCount(0);
    await expect(button).toBeFocused();
  }
});

test("when a status is changed, then the other tab and the counts of both follow", async ({ shop, tabs }) => {
  const order = await shop.api.create();
  await shop.api.create({ status: "shipped" });
  const desk = await tabs.open(shop.url);
  const pending = await tabs.open(`${shop.url}/?status=pending`);
  for (const one of [desk, pending])
    await one.expectCounts({ all: 2, pending: 1, processing: 0, shipped: 1 });
  await expect(pending.row(order._id)).toBeVisible();

  await desk.setStatus(order._id, "Processing");
  await expect(desk.status(order._id)).toHaveText("Processing");
  await expect(pending.page.getByRole("heading", { name: "No pending orders" })).toBeVisible();
  for (const one of [desk, pending])
    await one.expectCounts({ all: 2, pending: 0, processing: 1, shipped: 1 });
  expect((await shop.api.get(order._id)).status).toBe("processing");

  await pending.page.getByRole("link", { name: "Processing" }).click();
  await expect(pending.row(order._id)).toBeVisible();
  await expect(pending.page).toHaveURL(`${shop.url}/?status=processing`);
});

test("when a change of status is refused, then it says why beside the row, and the row shows what is", async ({
  desk,
  shop,
  tabs,
}) => {
  tabs.allow(/status of 409/);
  const order = await shop.api.create();
  await expect(desk.row(order._id)).toBeVisible();
  // While the choice is on its way, somebody else ends the order.
  await desk.page.route(`**/api/orders/${order._id}`, async (route) => {
    await shop.api.change(order._id, { status: "cancelled" });
    await route.continue();
  });
  await desk.setStatus(order._id, "Shipped");
  const failure = desk.page.getByRole("dialog", { name: "The status was not changed" });
  await expect(failure.getByRole("alert")).toBeVisible();
  await expect(desk.status(order._id)).toHaveText("Cancelled");
  const cell = (await desk.status(order._id).boundingBox())!;
  // Right below the badge, as far to the right as the window lets it.
  await expect(async () => {
    const box = (await failure.boundingBox())!;
    expect(Math.abs(box.y - cell.y - cell.height)).toBeLessThanOrEqual(12);
    expect(box.x).toBeLessThan(cell.x + cell.width);
    expect(box.x + box.width).toBeGreaterThan(cell.x);
  }).toPass({ timeout: 5_000 });
});

test("when a change of status is refused and the row has gone, then the corner says why and offers to try again", async ({
  shop,
  tabs,
}) => {
  tabs.allow(/status of 409/);
  const order = await shop.api.create();
  const kept = await shop.api.create();
  const desk = await tabs.open(`${shop.url}/?status=pending`);
  await desk.expectLive();
  await desk.page.route(`**/api/orders/${order._id}`, async (route) => {
    await shop.api.change(order._id, { status: "cancelled" });
    await route.continue();
  });
  await desk.setStatus(order._id, "Shipped");
  await expect(desk.toast(`The status of order ${order.order_number} was not changed`)).toContainText(
    "Try again",
  );
  await desk.expectShows([kept]);
  await expect(desk.page.getByRole("dialog")).toHaveCount(0);
});

test("when the keyboard ships one order after another in a list, then it stays at its place", async ({
  shop,
  tabs,
}) => {
  const [first, second, third] = [await shop.api.create(), await shop.api.create(), await shop.api.create()];
  const desk = await tabs.open(`${shop.url}/?status=pending`);
  await desk.expectShows([third, second, first]);
  const { keyboard } = desk.page;
  await keyboard.press("j");
  await keyboard.press("j");
  await expect(desk.row(second._id)).toBeFocused();
  await keyboard.press("s");
  const shipped = desk.menu().getByRole("menuitem", { name: "Shipped" });
  await expect(async () => {
    await keyboard.press("ArrowDown");
    await expect(shipped).toBeFocused({ timeout: 500 });
  }).toPass();
  await keyboard.press("Enter");
  // The row that is on its way out is passed over, both ways.
  await expect(desk.row(second._id)).toContainText("No longer matches");
  await expect(desk.row(first._id)).toBeFocused();
  await keyboard.press("k");
  await expect(desk.row(third._id)).toBeFocused();
  await keyboard.press("j");
  await expect(desk.row(first._id)).toBeFocused();
  await desk.expectShows([third, first]);
  await keyboard.press("k");
  await expect(desk.row(third._id)).toBeFocused();
  // Somebody else takes the row away that has the focus, at the lower end too.
  await keyboard.press("j");
  await shop.api.change(first._id, { status: "cancelled" });
  await desk.expectShows([third]);
  await expect(desk.row(third._id)).toBeFocused();
});

test("when only the keyboard is used, then it moves through the rows, opens one, changes it and comes back", async ({
  desk,
  shop,
}) => {
  const oldest = await shop.api.create();
  const middle = await shop.api.create();
  const newest = await shop.api.create();
  await desk.expectShows([newest, middle, oldest]);
  const { keyboard } = desk.page;

  await keyboard.press("j");
  await expect(desk.row(newest._id)).toBeFocused();
  await keyboard.press("j");
  await keyboard.press("j");
  await keyboard.press("j");
  await expect(desk.row(oldest._id)).toBeFocused();
  await keyboard.press("k");
  await expect(desk.row(middle._id)).toBeFocused();

  await keyboard.press("Enter");
  await expect(desk.page).toHaveURL(`${shop.url}/orders/${middle._id}`);
  await expect(desk.panelTitle).toBeFocused();
  await keyboard.press("Escape");
  await expect(desk.page).toHaveURL(`${shop.url}/`);
  await expect(desk.row(middle._id)).toBeFocused();

  await keyboard.press("s");
  await expect(desk.menu()).toBeVisible();
  await keyboard.press("Escape");
  await expect(desk.menu()).toHaveCount(0);
  await keyboard.press("s");
  const shipped = desk.menu().getByRole("menuitem", { name: "Shipped" });
  await expect(async () => {
    await keyboard.press("ArrowDown");
    await expect(shipped).toBeFocused({ timeout: 500 });
  }).toPass();
  await keyboard.press("Enter");
  await expect(desk.status(middle._id)).toHaveText("Shipped");
  expect((await shop.api.get(middle._id)).status).toBe("shipped");

  await keyboard.press("?");
  const keys = desk.page.getByRole("dialog", { name: "Keyboard" });
  await expect(keys).toContainText("Next and previous order");
  await keyboard.press("Escape");
  await expect(keys).toHaveCount(0);
});
