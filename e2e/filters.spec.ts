// Asking for less than all orders, and choosing what is seen of each.
import type { Desk } from "./helpers/desk.js";
import { PHONE } from "./helpers/screens.js";
import { expect, test } from "./helpers/test.js";

const form = (desk: Desk) => desk.page.getByRole("dialog", { name: "Filter" });
const chips = (desk: Desk) => desk.page.getByRole("group", { name: "Filters" });
const headings = (desk: Desk) => desk.page.getByRole("columnheader");

test("when a filter is filled in, then the list shows what it asks for and stays live, and each part can be taken back", async ({
  desk,
  shop,
}) => {
  const cheap = await shop.api.create({ price: 10, currency: "EUR", product_name: "Oak lamp" });
  const dear = await shop.api.create({ price: 300, currency: "EUR", product_name: "Oak lamp" });
  const other = await shop.api.create({ price: 300, currency: "USD", product_name: "Tray" });
  await desk.expectShows([other, dear, cheap]);

  await desk.page.keyboard.press("f");
  await form(desk).getByLabel("Total from").fill("much");
  await desk.page.keyboard.press("Enter");
  await expect(form(desk)).toContainText("Total from must be an amount as in 49.90");
  await form(desk).getByLabel("Total from").fill("50");
  await form(desk).getByLabel("Product").fill("oak LAMP");
  await form(desk).getByLabel("Pending").check();
  await form(desk).getByLabel("Shipped").check();
  await form(desk).getByRole("button", { name: "Show orders" }).click();
  await expect(form(desk)).toBeHidden();
  await desk.expectShows([dear]);
  await desk.expectCounts({ all: 1, pending: 1, shipped: 0 });
  await expect(chips(desk)).toContainText("Pending, Shipped");
  await expect(chips(desk)).toContainText("Total from 50");

  const late = await shop.api.create({ price: 60, currency: "EUR", product_name: "oak lamp" });
  await desk.expectShows([late, dear]);
  await desk.expectCounts({ all: 2, pending: 2 });
  await shop.api.change(dear._id, { status: "cancelled" });
  await desk.expectShows([late]);
  await desk.expectCounts({ all: 2, pending: 1, cancelled: 1 });
  await desk.page.reload();
  await desk.expectShows([late]);
  await chips(desk).getByRole("button", { name: "Without Total from 50" }).click();
  await desk.expectShows([late, cheap]);
  await chips(desk).getByRole("button", { name: "Clear" }).click();
  await expect(chips(desk)).toBeHidden();
  await desk.expectShows([late, other, { ...dear, status: "cancelled" }, cheap]);
});

test("when columns are chosen, moved and drawn wider, then the list has them so, also after a reload, and resetting brings them back", async ({
  desk,
  shop,
}) => {
  await shop.stored.reset(3);
  const before = ["Order", "Customer", "Product", "Qty", "Total", "Status", "Updated"];
  const titles = async () => (await headings(desk).allTextContents()).filter(Boolean);
  await expect.poll(titles).toEqual(before);

  await desk.page.getByRole("button", { name: "Display" }).click();
  const display = desk.page.getByRole("dialog", { name: "Display" });
  await display.getByRole("checkbox", { name: "Created" }).check();
  await display.getByRole("checkbox", { name: "Qty" }).uncheck();
  await display.getByRole("button", { name: "Created further left" }).click();
  await display.getByRole("button", { name: "Compact" }).click();
  const chosen = ["Order", "Customer", "Product", "Total", "Status", "Created", "Updated"];
  await expect.poll(titles).toEqual(chosen);
  await display.getByLabel("Width of Order in pixels").fill("160");
  await desk.page.keyboard.press("Escape");
  const widthOf = async (name: string) =>
    await headings(desk)
      .filter({ hasText: name })
      .evaluate((heading) => heading.getBoundingClientRect().width);
  await expect.poll(async () => await widthOf("Order")).toBe(160);

  const edge = headings(desk).filter({ hasText: "Order" }).locator("[data-edge]");
  const { x, y } = (await edge.boundingBox())!;
  await desk.page.mouse.move(x + 5, y + 10);
  await desk.page.mouse.down();
  await desk.page.mouse.move(x + 45, y + 10, { steps: 4 });
  await desk.page.mouse.up();
  await expect.poll(async () => await widthOf("Order")).toBe(200);

  await desk.page.reload();
  await expect.poll(titles).toEqual(chosen);
  expect(await widthOf("Order")).toBe(200);
  expect(await desk.rows.first().evaluate((row) => row.getBoundingClientRect().height)).toBe(32);
  await desk.page.getByRole("button", { name: "Display" }).click();
  await display.getByRole("button", { name: "Reset" }).click();
  await expect.poll(titles).toEqual(before);
});

test("when the screen is small, then the list is filtered, sorted and selected with a thumb", async ({
  shop,
  tabs,
}) => {
  const few = await shop.api.create({ price: 5, currency: "EUR" });
  const many = await shop.api.create({ price: 500, currency: "EUR" });
  const phone = await tabs.open(shop.url, PHONE);
  await phone.expectShows([many, few]);
  await phone.page.getByRole("button", { name: "Sort" }).tap();
  await phone.menu().getByRole("menuitem", { name: "Lowest total first" }).tap();
  await phone.expectShows([few, many]);
  await phone.page.getByRole("button", { name: "Filter" }).tap();
  await form(phone).getByLabel("Total from").fill("100");
  await form(phone).getByRole("button", { name: "Show orders" }).tap();
  await phone.expectShows([many]);
  await phone.page.getByRole("button", { name: "Select orders" }).tap();
  await phone.page.getByRole("checkbox", { name: `Select order ${many.order_number}` }).tap();
  await expect(phone.page.getByRole("toolbar", { name: "Selected orders" })).toContainText("1 selected");
});

test("when a part of a product's name is asked for as the whole, then one is told how to find it by its words", async ({
  desk,
  shop,
}) => {
  const lamp = await shop.api.create({ product_name: "Oak lamp" });
  const tray = await shop.api.create({ product_name: "Tray" });
  await desk.expectShows([tray, lamp]);
  await desk.page.keyboard.press("f");
  await expect(form(desk).getByLabel("Product")).toHaveAccessibleDescription("The whole name");
  await form(desk).getByLabel("Product").fill("lamp");
  await form(desk).getByLabel("Total from").fill("9");
  await form(desk).getByLabel("Total to").fill("8");
  await desk.page.keyboard.press("Enter");
  await expect(form(desk)).toContainText("Total to must not be less than Total from");
  for (const label of ["Total from", "Total to"]) await form(desk).getByLabel(label).fill("");
  await desk.page.keyboard.press("Enter");
  await expect(desk.page.getByText("The product must match as a whole.")).toBeVisible();
  await desk.page.getByRole("button", { name: "Search for “lamp”" }).click();
  await desk.expectShows([lamp]);
  await expect(desk.page).toHaveURL(`${shop.url}/?q=lamp`);
  await expect(desk.page.getByRole("searchbox")).toHaveValue("lamp");
});

test("when an address asks for something that is not understood, then the list says so until that is put away", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create({ status: "pending" });
  await desk.page.goto(`${shop.url}/?status=shiped&colour=blue&q=customer`);
  await desk.expectShows([order]);
  await expect(chips(desk).getByRole("status")).toHaveText(
    "status=shiped, colour=blue are not understood and were left out",
  );
  await chips(desk).getByRole("button", { name: "Dismiss" }).click();
  await expect(desk.page).toHaveURL(`${shop.url}/?q=customer`);
  await expect(chips(desk)).toBeHidden();
  await desk.expectShows([order]);
});
