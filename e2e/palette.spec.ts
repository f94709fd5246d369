// Everything by a few letters: Ctrl/⌘-K.
import type { Desk } from "./helpers/desk.js";
import { expect, test } from "./helpers/test.js";

const paletteOf = (desk: Desk) => desk.page.getByRole("dialog", { name: "Find an order or an action" });
const optionsOf = (desk: Desk) => paletteOf(desk).getByRole("option");

test("when a few letters are typed into the palette, then orders are found, and Enter opens the first", async ({
  desk,
  shop,
}) => {
  const ada = await shop.api.create({ customer_name: "Ada Lovelace", product_name: "Çelik vida" });
  await shop.api.create({ customer_name: "Bob" });
  await desk.page.keyboard.press("Control+k");
  await expect(paletteOf(desk).getByRole("combobox")).toBeFocused();
  await desk.page.keyboard.type("love cel");
  await expect(optionsOf(desk).filter({ hasText: "Ada Lovelace" })).toHaveCount(1);
  await expect(optionsOf(desk).filter({ hasText: "Bob" })).toHaveCount(0);
  await expect(optionsOf(desk).first()).toHaveAttribute("data-highlighted");
  await desk.page.keyboard.press("Enter");
  await expect(paletteOf(desk)).toHaveCount(0);
  await expect(desk.page).toHaveURL(`${shop.url}/orders/${ada._id}`);
  await expect(desk.panel).toContainText("Ada Lovelace");

  await desk.page.keyboard.press("Control+k");
  await desk.page.keyboard.type(`shipped ${ada.order_number}`);
  await expect(optionsOf(desk)).toHaveCount(1);
  await desk.page.keyboard.press("Enter");
  await expect.poll(async () => (await shop.api.get(ada._id)).status).toBe("shipped");
});

test("when an action is named, then it is done, also from within the search field", async ({
  desk,
  shop,
}) => {
  const run = async (words: string) => {
    await desk.page.keyboard.press("ControlOrMeta+k");
    await expect(paletteOf(desk).getByRole("combobox")).toBeFocused();
    await desk.page.keyboard.type(words);
    await expect(optionsOf(desk)).toHaveCount(1);
    await desk.page.keyboard.press("Enter");
    await expect(paletteOf(desk)).toHaveCount(0);
  };
  await desk.page.keyboard.press("/");
  await run("shipp ord");
  await expect(desk.page).toHaveURL(`${shop.url}/?status=shipped`);
  const theme = async () => await desk.page.evaluate(() => document.documentElement.dataset.theme);
  const before = await theme();
  await run("dark");
  await expect.poll(theme).not.toBe(before);
  await run("shortc");
  await expect(desk.page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await desk.page.keyboard.press("Escape");
  await run("new order");
  await expect(desk.field("Customer name")).toBeFocused();
});

test("when all orders that were found are asked for, then it is all of them, whatever list was shown before", async ({
  desk,
  shop,
}) => {
  const orders = [
    await shop.api.create({ product_name: "Oak lamp" }),
    await shop.api.create({ product_name: "Oak lamp", status: "shipped" }),
  ];
  await desk.page.goto(`${shop.url}/?status=shipped&sort=total`);
  await desk.expectShows([orders[1]!]);
  await desk.page.keyboard.press("ControlOrMeta+k");
  await desk.page.keyboard.type("lamp");
  await optionsOf(desk).filter({ hasText: "Show all orders with “lamp”" }).click();
  await expect(desk.page).toHaveURL(`${shop.url}/?q=lamp`);
  await desk.expectShows([...orders].reverse());
  await desk.page.goBack();
  await desk.expectShows([orders[1]!]);
});

test("when orders are found late, then Enter still does what it would have done, and plainly", async ({
  desk,
  shop,
}) => {
  // A view may be named with the same letters.
  await shop.stored.removeViews();
  const order = await shop.api.create({ customer_name: "Ship Mate" });
  await desk.page.goto(`${shop.url}/?q=nothing+like+it`);
  await desk.page.keyboard.press("Control+k");
  await expect(paletteOf(desk).getByRole("combobox")).toBeFocused();
  await desk.page.keyboard.type("ship");
  const first = optionsOf(desk).first();
  await expect(first).toHaveText("Shipped orders");
  await expect(optionsOf(desk).filter({ hasText: "Ship Mate" })).toHaveCount(1);
  await expect(first).toHaveText("Shipped orders");
  await expect(first).toHaveAttribute("data-highlighted");
  await desk.page.keyboard.press("Enter");
  await expect(desk.page).toHaveURL(`${shop.url}/?status=shipped`);

  await desk.page.keyboard.press("Control+k");
  await desk.page.keyboard.type("mate");
  await expect(optionsOf(desk).first()).toContainText("Ship Mate");
  // The answer to more words is held back: the order of the words before must not be what Enter opens.
  await desk.page.route("**/api/orders?*q=mate*tray*", async () => await new Promise(() => undefined));
  await desk.page.keyboard.type(" tray");
  await desk.page.keyboard.press("Enter");
  await expect(paletteOf(desk)).toBeVisible();
  await expect(desk.page).not.toHaveURL(new RegExp(order._id));
});

test("when nothing has the words, then it says so, and the same keys close the palette again", async ({
  desk,
}) => {
  const field = desk.page.getByRole("searchbox");
  await field.focus();
  await desk.page.keyboard.press("Control+k");
  await expect(paletteOf(desk).getByRole("combobox")).toBeFocused();
  await desk.page.keyboard.type("no such thing");
  await expect(paletteOf(desk).getByText("Nothing has these words.")).toBeVisible();
  await desk.page.keyboard.press("Control+k");
  await expect(paletteOf(desk)).toHaveCount(0);
  await expect(field).toBeFocused();
});
