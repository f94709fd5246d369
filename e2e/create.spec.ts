// A new order by hand.
import type { Page } from "@playwright/test";
import { newOrder } from "./helpers/api.js";
import { expect, test } from "./helpers/test.js";

/** Types into the field that has the focus, then into the next ones. */
async function typeThrough(page: Page, texts: readonly string[]): Promise<void> {
  for (const [index, text] of texts.entries()) {
    if (index > 0) await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  }
}

test("when an order is typed by keyboard alone, then it is made, every tab shows it, and the form waits for the next", async ({
  desk,
  tabs,
  shop,
}) => {
  const other = await tabs.open(shop.url);
  await other.expectLive();
  const typed = newOrder({ quantity: 3, price: 12.5 });

  await desk.page.keyboard.press("n");
  await expect(desk.field("Customer name")).toBeFocused();
  await typeThrough(desk.page, [typed.customer_name, typed.customer_email, typed.product_name, "3", "12.50"]);
  await expect(desk.panel.getByRole("status", { name: "Total" })).toHaveText("$37.50");
  await desk.page.keyboard.press("Enter");

  await expect.poll(async () => await shop.api.list()).toHaveLength(1);
  const [made] = await shop.api.list();
  expect(made).toMatchObject({ ...typed, total: 37.5, status: "pending" });
  for (const one of [desk, other]) {
    await expect(one.toast("New order created!")).toContainText(
      `${made!.order_number} · ${typed.customer_name}`,
    );
    await one.expectShows([made!]);
    expect(await one.toldSoFar("New order created!")).toHaveLength(1);
  }

  await expect(desk.field("Customer name")).toBeFocused();
  await expect(desk.field("Customer name")).toHaveValue("");
  await expect(desk.field("Quantity")).toHaveValue("1");
  const next = newOrder();
  await typeThrough(desk.page, [next.customer_name, next.customer_email, next.product_name]);
  await desk.page.keyboard.press("Enter");
  await expect(other.rows.first()).toContainText(next.customer_name);

  await desk.toast(next.customer_name).getByRole("button", { name: "View" }).click();
  const [second] = await shop.api.list();
  await expect(desk.page).toHaveURL(`${shop.url}/orders/${second!._id}`);
  await expect(desk.panelTitle).toHaveText(`Order ${second!.order_number}`);
});

test("when a field is left with something wrong in it, then it says what to mend, and stops when it is mended", async ({
  desk,
  shop,
}) => {
  await desk.page.keyboard.press("n");
  await expect(desk.field("Customer name")).toBeFocused();
  await desk.page.keyboard.press("Tab");
  await expect(desk.around("Customer name")).toHaveText(/The customer's name is required/);
  await desk.page.keyboard.type("nobody");
  await desk.page.keyboard.press("Tab");
  await expect(desk.around("E-mail")).toContainText("it needs an @");
  await expect(desk.field("E-mail")).toHaveAttribute("aria-invalid", "true");
  await desk.field("Price of one").fill("0.001");
  await desk.field("Quantity").fill("1.5");
  await desk.page.keyboard.press("Enter");
  await expect(desk.around("Quantity")).toContainText("whole number");
  await expect(desk.field("Customer name")).toBeFocused();
  await desk.field("E-mail").fill("nobody@example.com");
  await expect(desk.around("E-mail")).not.toContainText("it needs an @");
  await expect(desk.field("E-mail")).not.toHaveAttribute("aria-invalid");
  expect(await shop.api.list()).toEqual([]);
});

test("when the server refuses a value, then its words stand at that field and nothing typed is lost", async ({
  desk,
  shop,
  tabs,
}) => {
  tabs.allow(/status of 422/);
  const typed = newOrder();
  // On its way the address is spoilt: the real server refuses it.
  await desk.page.route("**/api/orders", async (route) => {
    const body = { ...(route.request().postDataJSON() as object), customer_email: "spoilt" };
    await route.continue({ postData: JSON.stringify(body) });
  });
  await desk.page.keyboard.press("n");
  await expect(desk.field("Customer name")).toBeFocused();
  await typeThrough(desk.page, [typed.customer_name, typed.customer_email, typed.product_name]);
  await desk.page.keyboard.press("Enter");
  await expect(desk.around("E-mail")).toContainText("it needs an @");
  await expect(desk.field("E-mail")).toBeFocused();
  await expect(desk.field("Customer name")).toHaveValue(typed.customer_name);
  await expect(desk.field("Product")).toHaveValue(typed.product_name);
  await desk.page.unroute("**/api/orders");
  await desk.page.keyboard.press("Enter");
  await expect.poll(async () => await shop.api.list()).toMatchObject([typed]);
});

test("when Escape is pressed, then it asks only if something was typed", async ({ desk }) => {
  const { page } = desk;
  await page.keyboard.press("n");
  await expect(desk.field("Customer name")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(desk.panel).toHaveCount(0);

  await page.keyboard.press("n");
  await expect(desk.field("Customer name")).toBeFocused();
  await page.keyboard.type("Ada");
  await page.keyboard.press("Escape");
  const question = page.getByRole("dialog", { name: "Discard this order?" });
  await expect(question.getByRole("button", { name: "Keep editing" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(question).toHaveCount(0);
  await expect(desk.field("Customer name")).toHaveValue("Ada");

  await page.keyboard.press("Escape");
  await question.getByRole("button", { name: "Discard" }).click();
  await expect(desk.panel).toHaveCount(0);
  await page.keyboard.press("n");
  await expect(desk.field("Customer name")).toHaveValue("");
});
