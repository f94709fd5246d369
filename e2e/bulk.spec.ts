// Many orders at once: selecting them, what it would come to, the job, and every other tab.
import type { Order } from "@order-desk/contract";
import { bar, box, setStatus } from "./helpers/bulk.js";
import { expect, test } from "./helpers/test.js";
import { dialog } from "./helpers/ways.js";

test("when rows are selected and given a status, then one is told before what it comes to, and every tab sees the job", async ({
  desk,
  shop,
  tabs,
}) => {
  const orders: Order[] = [];
  for (let index = 0; index < 5; index++) orders.push(await shop.api.create());
  const [first, second, third, fourth] = orders as [Order, Order, Order, Order];
  await shop.api.change(third._id, { status: "cancelled" });
  const other = await tabs.open(shop.url);
  await desk.expectShows([...orders.slice(3).reverse(), { ...third, status: "cancelled" }, second, first]);

  await box(desk, first).check();
  await box(desk, fourth).click({ modifiers: ["Shift"] });
  await expect(bar(desk)).toContainText("4 selected");
  await setStatus(desk, "Processing");
  await expect(dialog(desk)).toContainText("3 will change, 1 cannot: already cancelled.");
  await expect(dialog(desk).getByRole("listitem")).toHaveText(`Order ${third.order_number}already cancelled`);
  await dialog(desk).getByRole("button", { name: "Change 3 orders" }).click();

  for (const tab of [desk, other]) {
    await expect(tab.toast("3 orders marked processing")).toBeVisible();
    for (const { _id } of [first, second, fourth]) await expect(tab.status(_id)).toHaveText("Processing");
    await expect(tab.status(third._id)).toHaveText("Cancelled");
  }
  await expect(bar(desk)).toBeHidden();
  await desk.toast("3 orders marked").getByRole("button", { name: "Details" }).click();
  await expect(dialog(desk)).toContainText("already cancelled");
  await dialog(desk).getByRole("button", { name: /^All/ }).click();
  await expect(dialog(desk).getByRole("listitem")).toHaveCount(4);
});

test("when rows are selected by keys, then nothing moves under them, and Escape lets go", async ({
  desk,
  shop,
}) => {
  const orders: Order[] = [];
  for (let index = 0; index < 4; index++) orders.push(await shop.api.create());
  const [oldest, , third, newest] = orders as [Order, Order, Order, Order];
  await desk.expectShows([...orders].reverse());

  await desk.page.keyboard.press("j");
  await desk.page.keyboard.press("x");
  await expect(box(desk, newest)).toBeChecked();
  await desk.page.keyboard.press("Shift+J");
  await expect(box(desk, third)).toBeChecked();
  await expect(bar(desk)).toContainText("2 selected");

  const late = await shop.api.create();
  await expect(desk.page.getByRole("button", { name: "1 new order" })).toBeVisible();
  await desk.expectShows([...orders].reverse());
  await desk.page.keyboard.press("Control+a");
  await expect(bar(desk)).toContainText("4 selected");
  await expect(bar(desk).getByRole("button", { name: "Select all 5" })).toBeVisible();
  await desk.page.keyboard.press("Escape");
  await expect(bar(desk)).toBeHidden();
  await expect(box(desk, oldest)).not.toBeChecked();
  await desk.expectShows([late, ...[...orders].reverse()]);
});

test("when all that match are deleted, then also those go that are not on the screen, and an order that does not match stays", async ({
  desk,
  shop,
  tabs,
}) => {
  tabs.allow(/status of 409 .*\/api\/orders\/bulk/);
  await shop.stored.reset(300);
  const kept = await shop.api.create({ customer_name: "Kept" });
  const joining = await shop.api.create({ customer_name: "Another" });
  await desk.page.reload();
  // Written past the API, they are found by their words a moment later.
  const found = async () =>
    (await fetch(`${shop.apiUrl}/api/orders?q=stored&limit=1`)).headers.get("X-Total-Count");
  await expect.poll(found).toBe("300");
  await desk.page.getByRole("searchbox").fill("stored");
  await expect(desk.rows.first()).toContainText("Stored customer 300");
  await expect(desk.page.getByRole("grid")).toHaveAttribute("aria-rowcount", "301");
  await desk.page.getByRole("checkbox", { name: "Select all rows" }).check();
  const selectAll = bar(desk).getByRole("button", { name: "Select all 300 that match" });
  await selectAll.click();
  await expect(bar(desk)).toContainText("all 300 that match selected");
  // Without one of them it is no longer all, but the rows that are here.
  await desk.rows.first().getByRole("checkbox").uncheck();
  await expect(bar(desk)).toContainText(/^\d+ selected/);
  await selectAll.click();
  await expect(bar(desk).getByRole("button", { name: "Print packing slips" })).toBeDisabled();
  await bar(desk).getByRole("button", { name: "Delete" }).click();
  await expect(dialog(desk)).toContainText("300 will be deleted.");
  // One more matches after that was said: it is said anew before anything is done.
  await shop.api.change(joining._id, { customer_name: "Stored too" });
  await dialog(desk).getByRole("button", { name: "Delete 300 orders" }).click();
  await expect(dialog(desk).getByRole("alert")).toContainText("More orders match by now");
  await expect(dialog(desk)).toContainText("301 will be deleted.");
  expect(await shop.stored.orders.countDocuments()).toBe(302);
  await dialog(desk).getByRole("button", { name: "Delete 301 orders" }).click();
  await expect(desk.toast("301 orders deleted")).toBeVisible();
  await desk.page.getByRole("searchbox").fill("");
  await desk.expectShows([kept]);
});

test("when a job is taken back from its toast, then every order is as before in both tabs, and no mail was sent", async ({
  desk,
  shop,
  tabs,
}) => {
  const orders: Order[] = [];
  for (let index = 0; index < 3; index++) orders.push(await shop.api.create());
  const other = await tabs.open(shop.url);
  await desk.expectShows([...orders].reverse());
  await desk.page.getByRole("checkbox", { name: "Select all rows" }).check();
  await setStatus(desk, "Shipped");
  await dialog(desk).getByRole("button", { name: "Change 3 orders" }).click();
  await expect(other.toast("3 orders marked shipped")).toBeVisible();
  await expect(other.toast("3 orders marked shipped").getByRole("button", { name: "Undo" })).toHaveCount(0);
  await desk.toast("3 orders marked shipped").getByRole("button", { name: "Undo" }).click();
  for (const tab of [desk, other]) {
    await expect(tab.toast("3 orders as before again")).toBeVisible();
    for (const { _id } of orders) await expect(tab.status(_id)).toHaveText("Pending");
  }
  const states = async () =>
    (await shop.stored.mails.find({ order_id: { $in: orders.map(({ _id }) => _id) } }).toArray()).map(
      ({ state }) => state,
    );
  await expect.poll(states).toEqual(["suppressed", "suppressed", "suppressed"]);
});
