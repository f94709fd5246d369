// Taking back what was just done here.
import type { Desk } from "./helpers/desk.js";
import { expect, test } from "./helpers/test.js";

const setStatus = async (desk: Desk, id: string, label: string) => {
  await desk.status(id).getByRole("button").click();
  await desk.menu().getByRole("menuitem", { name: label }).click();
};

test("when a status is changed and taken back from its toast, then both tabs have it as before, and its mail is never sent", async ({
  desk,
  shop,
  tabs,
}) => {
  const order = await shop.api.create();
  const other = await tabs.open(shop.url);
  await setStatus(desk, order._id, "Shipped");
  await expect(other.status(order._id)).toHaveText("Shipped");
  await desk
    .toast(`Order ${order.order_number} is now shipped`)
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(desk.toast(`Order ${order.order_number} is now pending again`)).toBeVisible();
  for (const tab of [desk, other]) await expect(tab.status(order._id)).toHaveText("Pending");
  const state = async () => (await shop.stored.mails.findOne({ order_id: order._id }))?.state;
  await expect.poll(state).toBe("suppressed");
});

test("when a change takes an order out of the list, then its row says so for a moment, and Undo there brings it back", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create();
  const next = await shop.api.create();
  await desk.page.goto(`${shop.url}/?status=pending`);
  await desk.expectLive();
  await setStatus(desk, order._id, "Processing");
  await expect(desk.row(order._id)).toContainText("No longer matches");
  await desk.row(order._id).getByRole("button", { name: "Undo" }).click();
  await expect(desk.row(order._id)).not.toContainText("No longer matches");
  await expect(desk.status(order._id)).toHaveText("Pending");

  await setStatus(desk, order._id, "Cancelled");
  await expect(desk.row(order._id)).toContainText("No longer matches");
  await desk.expectShows([next]);
  await desk.page.keyboard.press("Control+z");
  await expect(desk.status(order._id)).toHaveText("Pending");
});

test("when two changes are taken back by the keys one after the other, then the order is as it was", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create();
  await desk.expectShows([order]);
  await setStatus(desk, order._id, "Processing");
  await expect(desk.toast("is now processing")).toBeVisible();
  await setStatus(desk, order._id, "Shipped");
  await expect(desk.toast("is now shipped")).toBeVisible();
  await desk.page.keyboard.press("Control+z");
  await expect(desk.status(order._id)).toHaveText("Processing");
  await desk.page.keyboard.press("Control+z");
  await expect(desk.status(order._id)).toHaveText("Pending");
});
