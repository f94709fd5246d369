// Which order the keys of one row are for.
import { expect, test } from "./helpers/test.js";

test("when a panel covers the list, then the keys of the list do nothing, and s is for the order in it", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create();
  const desk = await tabs.open(shop.url, { viewport: { width: 900, height: 700 } });
  await desk.expectLive();
  await expect(desk.row(order._id)).toBeVisible();
  await desk.page.keyboard.press("j");
  await desk.page.keyboard.press("Enter");
  await expect(desk.panelTitle).toBeFocused();
  await desk.page.keyboard.press("x");
  await desk.page.keyboard.press("?");
  await expect(desk.page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await desk.page.keyboard.press("Escape");
  await expect(desk.page.getByRole("dialog")).toHaveCount(0);
  await expect(desk.page.getByRole("toolbar", { name: "Selected orders" })).toHaveCount(0);
  await desk.page.keyboard.press("s");
  await expect(desk.panel.getByRole("menu")).toBeVisible();
  await desk.page.keyboard.press("Escape");
  await expect(desk.menu()).toHaveCount(0);
  await expect(desk.panelTitle).toHaveText(`Order ${order.order_number}`);
});

test("when another order is open than that of the row which had the focus, then s is for the one that is open, and x for none", async ({
  desk,
  shop,
}) => {
  const [first, second] = [await shop.api.create({ customer_name: "Ada" }), await shop.api.create()];
  await desk.expectShows([second, first]);
  const { keyboard } = desk.page;
  await keyboard.press("j");
  await expect(desk.row(second._id)).toBeFocused();
  await keyboard.press("ControlOrMeta+k");
  await keyboard.type("ada");
  await expect(desk.page.getByRole("option").first()).toContainText("Ada");
  await keyboard.press("Enter");
  await expect(desk.panelTitle).toHaveText(`Order ${first.order_number}`);
  await expect(desk.panelTitle).toBeFocused();
  await keyboard.press("x");
  // Of the list, but no row of it.
  await desk.page.getByRole("checkbox", { name: "Select all rows" }).focus();
  await keyboard.press("x");
  await keyboard.press("s");
  const menu = desk.page.getByRole("menu", { name: `Status of order ${first.order_number}` });
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  await keyboard.press("Enter");
  await expect.poll(async () => (await shop.api.get(first._id)).status).toBe("processing");
  expect((await shop.api.get(second._id)).status).toBe("pending");
  await expect(desk.page.getByRole("toolbar", { name: "Selected orders" })).toHaveCount(0);
  // From a row they are for that row, whatever is open.
  await keyboard.press("j");
  await expect(desk.row(first._id)).toBeFocused();
  await keyboard.press("k");
  await keyboard.press("x");
  await expect(
    desk.page.getByRole("checkbox", { name: `Select order ${second.order_number}` }),
  ).toBeChecked();
  await keyboard.press("s");
  await expect(desk.page.getByRole("menu")).toHaveAccessibleName(`Status of order ${second.order_number}`);
});
