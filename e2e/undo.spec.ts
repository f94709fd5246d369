// Taking back what was just done here.
import { expect, test } from "./helpers/test.js";
import { edit } from "./helpers/ways.js";

test("when a status is changed and taken back from its toast, then both tabs have it as before, and its mail is never sent", async ({
  desk,
  shop,
  tabs,
}) => {
  const order = await shop.api.create();
  const other = await tabs.open(shop.url);
  await desk.setStatus(order._id, "Shipped");
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
  await desk.setStatus(order._id, "Processing");
  await expect(desk.row(order._id)).toContainText("No longer matches");
  await desk.row(order._id).getByRole("button", { name: "Undo" }).click();
  await expect(desk.row(order._id)).not.toContainText("No longer matches");
  await expect(desk.status(order._id)).toHaveText("Pending");

  await desk.setStatus(order._id, "Cancelled");
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
  await desk.setStatus(order._id, "Processing");
  await expect(desk.toast("is now processing")).toBeVisible();
  await desk.setStatus(order._id, "Shipped");
  await expect(desk.toast("is now shipped")).toBeVisible();
  await desk.page.keyboard.press("Control+z");
  await expect(desk.status(order._id)).toHaveText("Processing");
  await desk.page.keyboard.press("Control+z");
  await expect(desk.status(order._id)).toHaveText("Pending");
});

test("when an edit is taken back from its toast, then just its fields are as before in both tabs, also when others were changed since", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create({ quantity: 2, price: 10, product_name: "Oak lamp" });
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`);
  const other = await tabs.open(shop.url);
  await desk.expectLive();
  await edit(desk, { Quantity: "5", Product: "Walnut tray" });
  await expect(desk.toast(`Order ${order.order_number} saved`)).toBeVisible();
  await shop.api.change(order._id, { customer_name: "Renamed there" });
  await expect(desk.panel).toContainText("Renamed there");
  const sent = desk.page.waitForRequest((request) => request.method() === "PATCH");
  await desk.toast("saved").getByRole("button", { name: "Undo" }).click();
  expect((await sent).postDataJSON()).toEqual({ quantity: 2, product_name: "Oak lamp" });
  await expect(desk.toast(`Order ${order.order_number} is as before again`)).toBeVisible();
  const now = await shop.api.get(order._id);
  expect(now).toMatchObject({ quantity: 2, product_name: "Oak lamp", customer_name: "Renamed there" });
  for (const tab of [desk, other]) await tab.expectShows([now]);
});

test("when an edited field was changed since, then Undo says so and overwrites nothing", async ({
  shop,
  tabs,
}) => {
  tabs.allow(/status of 412/);
  const order = await shop.api.create({ product_name: "Oak lamp" });
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`);
  await desk.expectLive();
  await edit(desk, { Product: "Walnut tray" });
  await shop.api.change(order._id, { product_name: "Changed there" });
  await desk.toast("saved").getByRole("button", { name: "Undo" }).click();
  await expect(desk.toast(`The edit of order ${order.order_number} was not taken back`)).toContainText(
    "It was changed since.",
  );
  expect(await shop.api.get(order._id)).toMatchObject({ product_name: "Changed there" });
});

test("when edits and a change of status are taken back by the keys, then the latest comes first, and at last the order is as it was", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create({ quantity: 2 });
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`);
  await desk.expectLive();
  await edit(desk, { Quantity: "3" });
  await desk.setStatus(order._id, "Processing");
  await expect(desk.toast("is now processing")).toBeVisible();
  await edit(desk, { Quantity: "4" });
  await expect(desk.toast("saved")).toHaveCount(2);
  const takeBack = async () => await desk.page.keyboard.press("ControlOrMeta+z");
  const expectLeft = async (left: Record<string, unknown>) =>
    await expect.poll(async () => await shop.api.get(order._id)).toMatchObject(left);
  await takeBack();
  await expectLeft({ quantity: 3, status: "processing" });
  // Quicker than the answer and the news of the first.
  await takeBack();
  await takeBack();
  await expectLeft({ quantity: 2, status: "pending" });
});

test("when an edit takes an order out of the list, then its row offers Undo for a moment", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create({ product_name: "Oak lamp" });
  const desk = await tabs.open(`${shop.url}/orders/${order._id}?q=oak`);
  await desk.expectLive();
  await expect(desk.row(order._id)).toBeVisible();
  await edit(desk, { Product: "Walnut tray" });
  await expect(desk.row(order._id)).toContainText("No longer matches");
  await desk.row(order._id).getByRole("button", { name: "Undo" }).click();
  await expect(desk.row(order._id)).not.toContainText("No longer matches");
  await expect(desk.row(order._id)).toContainText("Oak lamp");
});
