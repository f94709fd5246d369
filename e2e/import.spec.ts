// Orders out of a file.
import type { Desk } from "./helpers/desk.js";
import { expect, test } from "./helpers/test.js";

const dialog = (desk: Desk) => desk.page.getByRole("dialog", { name: "Import orders" });
const FILE = [
  "Who;E-mail;Product;Qty;Price",
  "Imported One;one@example.com;Walnut tray;2;89,00",
  "Imported Bad;nobody;Walnut tray;1;5",
  "Imported Two;two@example.com;Oak lamp;1;1299.5",
].join("\r\n");

async function open(desk: Desk, text = FILE) {
  await desk.page.keyboard.press("ControlOrMeta+k");
  await desk.page.keyboard.type("import");
  await desk.page.getByRole("option", { name: "Import orders from a file…" }).click();
  const buffer = Buffer.from(`\uFEFF${text}`);
  await dialog(desk)
    .getByLabel("Choose a file")
    .setInputFiles({ name: "orders.csv", mimeType: "text/csv", buffer });
}

test("when a file is imported, then its orders are live in every tab, and not made twice", async ({
  desk,
  shop,
  tabs,
}) => {
  const other = await tabs.open(shop.url);
  await desk.expectLive();
  await open(desk);
  await expect(dialog(desk)).toContainText("Choose the column of Customer name");
  await dialog(desk).getByLabel("Customer name").selectOption("Who");
  await expect(dialog(desk)).toContainText("2 will be created, 1 cannot be imported");
  await expect(dialog(desk)).toContainText("Line 3");
  await dialog(desk).getByRole("button", { name: "Import 2 orders" }).click();
  await expect(dialog(desk)).toHaveCount(0);
  for (const tab of [desk, other])
    for (const name of ["Imported One", "Imported Two"])
      await expect(tab.page.getByText(name).first()).toBeVisible();
  expect(await shop.api.list()).toHaveLength(2);
  await open(desk);
  await dialog(desk).getByLabel("Customer name").selectOption("Who");
  await expect(dialog(desk)).toContainText("2 were imported before");
  await expect(dialog(desk).getByRole("button", { name: /^Import/ })).toBeDisabled();
});

test("when it is our own export with more lines, then only these are made, with the prices that their totals come to", async ({
  desk,
  shop,
}) => {
  const made = await shop.api.create({ quantity: 4, price: 2.5 });
  const columns = "order_number,customer_name,customer_email,product_name,quantity,total,currency";
  const csv = await shop.api.exported(`?columns=${columns}`);
  await desk.expectLive();
  await open(desk, `${csv}90001,Added One,added@example.com,Oak lamp,4,10.00,${made.currency}\r\n`);
  await expect(dialog(desk)).toContainText("1 will be created, 1 was imported before");
  await expect(dialog(desk).getByLabel("Price of one")).toContainText("Worked out of total");
  await dialog(desk).getByLabel("Product").selectOption("product_name");
  await dialog(desk).getByRole("button", { name: "Import 1 order" }).click();
  await expect(desk.page.getByText("Added One").first()).toBeVisible();
  expect((await shop.api.list()).map(({ price, total }) => ({ price, total }))).toEqual([
    { price: 2.5, total: 10 },
    { price: 2.5, total: 10 },
  ]);
});

test("when a file cannot be read, then the dialog says why, and another can be chosen", async ({
  desk,
  tabs,
}) => {
  tabs.allow(/status of 422/);
  await desk.expectLive();
  await open(desk, 'Customer,E-mail,Product\na,"b');
  await expect(dialog(desk).getByRole("alert")).toContainText("a quotation mark is not closed");
  await expect(dialog(desk).getByLabel("Choose another file")).toBeAttached();
});
