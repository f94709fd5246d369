// One order in its panel: edited, deleted, gone, unknown.
import { expect, test } from "./helpers/test.js";

test("when an order is edited in its panel, then only what was changed is sent and both tabs show it", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create({ quantity: 2, price: 10 });
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`);
  const other = await tabs.open(shop.url);
  await expect(other.row(order._id)).toBeVisible();
  await desk.panel.getByRole("button", { name: "Edit order" }).click();
  await expect(desk.field("Customer name")).toBeFocused();
  await expect(desk.field("Price of one")).toHaveValue("10.00");
  await desk.field("Product").fill("Walnut tray");
  await desk.field("Quantity").fill("4");

  const sent = desk.page.waitForRequest((request) => request.method() === "PATCH");
  await desk.page.keyboard.press("Enter");
  expect((await sent).postDataJSON()).toEqual({ product_name: "Walnut tray", quantity: 4 });
  await expect(desk.panel.getByRole("button", { name: "Save changes" })).toHaveCount(0);
  await expect(desk.panel).toContainText("Walnut tray");
  await expect(desk.panel).toContainText("$40.00");
  for (const one of [desk, other]) await one.expectShows(await shop.api.list());
});

test("when an order is opened to be edited, then what is typed at once goes into its first field", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create();
  await desk.row(order._id).click();
  const edit = desk.panel.getByRole("button", { name: "Edit order" });
  const focused = await edit.evaluate(async (button: HTMLElement) => {
    button.click();
    await Promise.resolve();
    return (document.activeElement as HTMLInputElement).name;
  });
  expect(focused).toBe("customer_name");
});

test("when somebody else changes the order meanwhile, then untouched fields follow and touched ones keep what was typed", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create({ customer_name: "Before" });
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`);
  await desk.expectLive();
  await desk.panel.getByRole("button", { name: "Edit order" }).click();
  await desk.field("Customer name").fill("Typed here");
  await shop.api.change(order._id, { customer_name: "Changed there", product_name: "Followed" });
  await expect(desk.field("Product")).toHaveValue("Followed");
  await expect(desk.field("Customer name")).toHaveValue("Typed here");
  await expect(desk.around("Customer name")).toContainText("Changed meanwhile to Changed there");

  await desk.panel.getByRole("button", { name: "Save changes" }).click();
  await expect(desk.panel.getByRole("button", { name: "Save changes" })).toHaveCount(0);
  expect(await shop.api.get(order._id)).toMatchObject({
    customer_name: "Typed here",
    product_name: "Followed",
  });
});

test("when a change by another overtakes the save, then nothing is overwritten, it says so, and a second save works", async ({
  shop,
  tabs,
}) => {
  tabs.allow(/status of 412/);
  const order = await shop.api.create({ customer_name: "Before" });
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`);
  await desk.expectLive();
  await desk.panel.getByRole("button", { name: "Edit order" }).click();
  await desk.field("Customer name").fill("Typed here");
  await desk.page.route(`**/api/orders/${order._id}`, async (route) => {
    await shop.api.change(order._id, { customer_name: "Changed there", quantity: 7 });
    await route.continue();
  });
  await desk.panel.getByRole("button", { name: "Save changes" }).click();
  await expect(desk.panel.getByRole("alert").filter({ hasText: "Nothing was saved" })).toBeVisible();
  expect(await shop.api.get(order._id)).toMatchObject({ customer_name: "Changed there", version: 2 });
  await expect(desk.field("Customer name")).toHaveValue("Typed here");
  await expect(desk.field("Quantity")).toHaveValue("7");
  await expect(desk.around("Customer name")).toContainText("Changed meanwhile to Changed there");

  await desk.page.unroute(`**/api/orders/${order._id}`);
  await desk.panel.getByRole("button", { name: "Save changes" }).click();
  await expect(desk.panel.getByRole("button", { name: "Save changes" })).toHaveCount(0);
  expect(await shop.api.get(order._id)).toMatchObject({ customer_name: "Typed here", quantity: 7 });
});

test("when an order is deleted, then it goes from both tabs, and Undo brings it back to both with its number", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create({ quantity: 2, price: 3.5 });
  const kept = await shop.api.create({ status: "shipped" });
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`);
  const other = await tabs.open(shop.url);
  for (const one of [desk, other]) await one.expectShows([kept, order]);

  await desk.panel.getByRole("button", { name: "More actions" }).click();
  await desk.menu().getByRole("menuitem", { name: "Delete order" }).click();
  await expect(desk.panel).toHaveCount(0);
  for (const one of [desk, other]) {
    await expect(one.row(order._id)).toHaveCount(0);
    await one.expectCounts({ all: 1, pending: 0, shipped: 1 });
  }
  expect(await shop.api.list()).toEqual([kept]);

  await desk.toast(`Order ${order.order_number} deleted`).getByRole("button", { name: "Undo" }).click();
  await expect(desk.toast(`Order ${order.order_number} is back`)).toBeVisible();
  for (const one of [desk, other]) {
    await one.expectShows([kept, order]);
    await one.expectCounts({ all: 2, pending: 1 });
    expect(await one.toldSoFar("New order created!")).toEqual([]);
  }
  const back = await shop.api.get(order._id);
  expect(back).toEqual({ ...order, version: back.version, updated_at: back.updated_at });
});

test("when an order is deleted elsewhere while its panel is open, then the panel says so and leads back", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create();
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`);
  await desk.expectLive();
  await expect(desk.panel).toContainText(order.customer_name);
  await shop.api.remove(order._id);
  await expect(desk.panelTitle).toHaveText(`Order ${order.order_number} deleted`);
  await expect(desk.panel.getByRole("alert")).toContainText("Somebody deleted this order");
  await desk.panel.getByRole("button", { name: "Back to the list" }).click();
  await expect(desk.page).toHaveURL(`${shop.url}/`);
  await expect(desk.panel).toHaveCount(0);
});

for (const id of ["ffffffffffffffffffffffff", "not-an-id"])
  test(`when the address names the unknown order ${id}, then it says so beside the list`, async ({
    shop,
    tabs,
  }) => {
    tabs.allow(/status of 40[04]/);
    const order = await shop.api.create();
    const desk = await tabs.open(`${shop.url}/orders/${id}`);
    await expect(desk.panelTitle).toHaveText("No such order");
    await expect(desk.row(order._id)).toBeVisible();
    await desk.page.keyboard.press("Escape");
    await expect(desk.page).toHaveURL(`${shop.url}/`);
  });

test("when back and forward are pressed, then the panel goes and comes with the address", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create();
  await desk.row(order._id).click();
  await expect(desk.panelTitle).toHaveText(`Order ${order.order_number}`);
  await desk.page.goBack();
  await expect(desk.panel).toHaveCount(0);
  await desk.page.goForward();
  await expect(desk.panelTitle).toHaveText(`Order ${order.order_number}`);
  await desk.page.reload();
  await expect(desk.panel).toContainText(order.customer_name);
  await desk.expectShows([order]);
});
