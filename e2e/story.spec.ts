// The story of an order in its panel: its changes, by whom, and its mails.
import type { Locator } from "@playwright/test";
import { storyLines } from "./helpers/mailPage.js";
import { expect, SANDBOX_HELD, test } from "./helpers/test.js";

const lines = async (story: Locator) =>
  (await story.allInnerTexts()).map((text) => text.replace(/\s+/g, " "));

test("when an order is changed by API, dashboard and past the API, then its story says so live, with the values before and after", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create({ quantity: 2, price: 99, currency: "GBP" });
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`);
  const story = storyLines(desk);
  await expect(story).toHaveText([/^Created\s*by API$/]);

  await shop.api.change(order._id, { quantity: 3 });
  await expect
    .poll(async () => (await lines(story))[0])
    .toBe("Quantity 2 → 3 Total £198.00 → £297.00 by API");
  await desk.panel.getByRole("button", { name: "Start processing" }).click();
  await expect.poll(async () => await lines(story)).toContain("Pending → Processing by the dashboard");
  // A change of the dashboard can be taken back for a while: its mail waits.
  await expect(story.filter({ hasText: "Mail: processing" })).toContainText("Sent", { timeout: 20_000 });

  await shop.stored.orders.updateOne({ order_number: order.order_number }, { $set: { status: "shipped" } });
  await expect.poll(async () => await lines(story)).toContain("Processing → Shipped outside the API");
  await expect(story.filter({ hasText: "by Order desk" })).toBeVisible();
  await expect(story.filter({ hasText: "Mail: shipped" })).toContainText("Sent");

  const before = await lines(story);
  await desk.page.reload();
  await expect.poll(async () => await lines(story)).toEqual(before);
  tabs.allow(SANDBOX_HELD);
  await story.getByRole("link", { name: "Mail: shipped" }).click();
  await expect(desk.panelTitle).toHaveText(`Mail to ${order.customer_email}`);
  await desk.panel.getByRole("link", { name: String(order.order_number) }).click();
  await expect(desk.page).toHaveURL(`${shop.url}/orders/${order._id}`);
});

test("when a story is long, then its older part comes when it is asked for", async ({ shop, tabs }) => {
  const order = await shop.api.create();
  for (let quantity = 2; quantity < 25; quantity += 1) await shop.api.change(order._id, { quantity });
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`);
  const story = storyLines(desk);
  await expect(story.filter({ hasText: "Quantity 23 → 24" })).toBeVisible();
  await expect(async () => {
    await desk.panel.getByRole("button", { name: "Show older" }).click();
    await expect(story.filter({ hasText: "Created" })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(story).toHaveCount(24);
  await expect(desk.panel.getByRole("button", { name: "Show older" })).toHaveCount(0);
});
