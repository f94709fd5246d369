// Where no mail is to wait: what concerns no mail can be taken back all the same.
import { startProduct, type Product } from "./helpers/product.js";
import { expect, test } from "./helpers/tabs.js";

let shop: Product;
test.beforeAll(async () => void (shop = await startProduct({ UNDO_SECONDS: "0" })));
test.afterAll(async () => await shop.remove());

test("when UNDO_SECONDS is 0, then a change of status is final, but a deletion and an edit can be taken back", async ({
  tabs,
}) => {
  const order = await shop.api.create({ quantity: 2 });
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`);
  await desk.expectLive();
  await desk.setStatus(order._id, "Processing");
  await expect(desk.status(order._id)).toHaveText("Processing");

  await desk.panel.getByRole("button", { name: "Edit order" }).click();
  await desk.field("Quantity").fill("7");
  await desk.page.keyboard.press("Enter");
  await desk.toast("saved").getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await shop.api.get(order._id)).quantity).toBe(2);

  await desk.panel.getByRole("button", { name: "More actions" }).click();
  await desk.menu().getByRole("menuitem", { name: "Delete order" }).click();
  await expect(desk.row(order._id)).toHaveCount(0);
  await desk.toast("deleted").getByRole("button", { name: "Undo" }).click();
  await expect(desk.row(order._id)).toBeVisible();
  expect(await desk.toldSoFar("is now processing")).toEqual([]);
});
