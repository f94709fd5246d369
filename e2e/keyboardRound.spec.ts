// One working round without a mouse: find, filter, keep it as a view, change twenty orders, take it back, export.
import { readFile } from "node:fs/promises";
import type { Order } from "@order-desk/contract";
import type { Desk } from "./helpers/desk.js";
import { arrowTo, expectFocus, expectRing, runCommand, tabTo } from "./helpers/keys.js";
import type { Product } from "./helpers/product.js";
import { expect, test } from "./helpers/test.js";

const COUNT = 20;

const bar = (desk: Desk) => desk.page.getByRole("toolbar", { name: "Selected orders" });
const dialog = (desk: Desk, name: string | RegExp) => desk.page.getByRole("dialog", { name });
const press = async (desk: Desk, key: string) => await desk.page.keyboard.press(key);
const type = async (desk: Desk, text: string) => await desk.page.keyboard.type(text);

/** Twenty that are looked for, newest first, and some that share only the word or only the rest. */
async function stockUp({ api }: Product): Promise<Order[]> {
  const wanted: Order[] = [];
  for (let index = 0; index < COUNT; index++)
    wanted.unshift(
      await api.create({ product_name: `Oak lamp ${index}`, price: 60 + index, currency: "USD" }),
    );
  for (const price of [10, 20]) await api.create({ product_name: "Oak spoon", price, currency: "USD" });
  await api.create({ product_name: "Oak table", price: 70, currency: "USD", status: "delivered" });
  await api.create({ product_name: "Tray", price: 70, currency: "USD" });
  return wanted;
}

async function find(desk: Desk): Promise<void> {
  await press(desk, "/");
  await expectFocus(desk.page.getByRole("searchbox"));
  await type(desk, "oak");
  await expect(desk.count()).toHaveText(String(COUNT + 3));
  await expectFocus(desk.page.getByRole("searchbox"));
}

async function filter(desk: Desk): Promise<void> {
  // Out of the field: there f is a letter.
  await press(desk, "Tab");
  await press(desk, "f");
  const form = dialog(desk, "Filter");
  await tabTo(form.getByLabel("Pending"));
  await press(desk, "Space");
  await expect(form.getByLabel("Pending")).toBeChecked();
  await tabTo(form.getByLabel("Total from"));
  await type(desk, "50");
  await tabTo(form.getByRole("button", { name: "Show orders" }));
  await tabTo(form.getByLabel("Total to"), "Shift+Tab");
  await type(desk, "much");
  await press(desk, "Enter");
  await expect(form).toContainText("Total to must be an amount");
  await expectFocus(form.getByLabel("Total to"));
  await press(desk, "Control+a");
  await type(desk, "200");
  await press(desk, "Enter");
  await expect(form).toBeHidden();
  await expectFocus(desk.page.getByRole("button", { name: "Filter", exact: true }));
}

async function keepAsView(desk: Desk): Promise<void> {
  await runCommand(desk.page, "save this list");
  const form = dialog(desk, "Save as view");
  await expectFocus(form.getByLabel("Name"));
  await type(desk, "Oak to ship");
  await press(desk, "Tab");
  await expectFocus(form.getByLabel("Only I"));
  await press(desk, "ArrowDown");
  await expectFocus(form.getByLabel("Everybody"));
  await expect(form.getByLabel("Everybody")).toBeChecked();
  await press(desk, "Enter");
  await expect(form).toBeHidden();
  await expect(desk.page.getByRole("heading", { level: 1 })).toHaveText("Oak to ship");
  await expectRing(desk.page);
}

/** Down the list, row by row: the focus goes along, and the bar does not lie over it. */
async function selectAll(desk: Desk, orders: readonly Order[]): Promise<void> {
  await press(desk, "j");
  await expectFocus(desk.row(orders[0]!._id));
  await press(desk, "x");
  await expect(bar(desk)).toContainText("1 selected");
  for (const [index, { _id }] of orders.entries()) {
    if (index === 0) continue;
    await press(desk, "Shift+J");
    await expectFocus(desk.row(_id));
    await expect(bar(desk)).toContainText(`${index + 1} selected`);
  }
  await press(desk, "Shift+K");
  await expectFocus(desk.row(orders.at(-2)!._id));
  await press(desk, "Shift+J");
  await expect(bar(desk)).toContainText(`${COUNT} selected`);
}

async function ship(desk: Desk): Promise<void> {
  const button = bar(desk).getByRole("button", { name: "Set status" });
  await tabTo(button);
  await press(desk, "Enter");
  await arrowTo(desk.menu().getByRole("menuitem", { name: "Shipped" }));
  await press(desk, "Enter");
  const question = dialog(desk, "Mark 20 orders shipped?");
  await expect(question).toContainText("20 will change");
  await expectRing(desk.page);
  await tabTo(question.getByRole("button", { name: "Change 20 orders" }));
  await press(desk, "Enter");
  await expect(question).toBeHidden();
}

const storedStatuses = async ({ stored }: Product, orders: readonly Order[]) =>
  await stored.orders.distinct("status", {
    order_number: { $in: orders.map(({ order_number }) => order_number) },
  });

test("when somebody works by keyboard alone, then twenty orders are found, changed, taken back and exported, and one always sees where the focus is", async ({
  desk,
  shop,
}) => {
  await shop.stored.removeViews();
  const orders = await stockUp(shop);
  await find(desk);
  await filter(desk);
  await desk.expectCounts({ all: COUNT + 1, pending: COUNT, delivered: 1 });
  await keepAsView(desk);
  await selectAll(desk, orders);

  await ship(desk);
  await expect.poll(async () => await storedStatuses(shop, orders)).toEqual(["shipped"]);
  await expect(desk.toast("20 orders marked shipped")).toBeVisible();
  // All of them have left the list.
  await expect(desk.page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await expectFocus(desk.page.getByRole("link", { name: /^Pending/ }));
  await press(desk, "Control+z");
  await expect.poll(async () => await storedStatuses(shop, orders)).toEqual(["pending"]);
  // They come back a few at a time: the first one is the newest only when all are there.
  await desk.expectCounts({ pending: COUNT });
  await expect(desk.row(orders[0]!._id)).toBeVisible();

  await press(desk, "j");
  await expectFocus(desk.row(orders[0]!._id));
  await press(desk, "Control+a");
  await expect(bar(desk)).toContainText(`${COUNT} selected`);
  await tabTo(bar(desk).getByRole("button", { name: "Export selected orders" }));
  await press(desk, "Enter");
  const form = dialog(desk, "Export as CSV");
  await expectFocus(form.getByLabel("The selected 20 orders"));
  const coming = desk.page.waitForEvent("download");
  await press(desk, "Enter");
  const lines = (await readFile(await (await coming).path(), "utf8")).trimEnd().split("\r\n");
  expect(lines.slice(1).map((line) => Number(line.split(",")[0]))).toEqual(
    orders.map(({ order_number }) => order_number),
  );
  await expect(form).toBeHidden();
  await expectFocus(bar(desk).getByRole("button", { name: "Export selected orders" }));
  await press(desk, "Escape");
  await expect(bar(desk)).toBeHidden();
  await expectFocus(desk.row(orders[0]!._id));
});
