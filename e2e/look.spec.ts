// What everybody can see and use: contrast, names, size, and a page that stands still.
import type { Desk } from "./helpers/desk.js";
import { expectAxeFindsNothing, expectGoodLooks, expectNoSidewaysScroll } from "./helpers/looks.js";
import { DESKTOP, PHONE, SCREENS } from "./helpers/screens.js";
import { expect, test } from "./helpers/test.js";
import { WORK_SCREENS } from "./helpers/workScreens.js";

for (const [device, options] of Object.entries({ desktop: DESKTOP, phone: PHONE }))
  for (const [what, screens] of Object.entries({ screen: SCREENS, "screen of a day's work": WORK_SCREENS }))
    test(`when each ${what} is looked at on a ${device}, in light and dark, then axe finds nothing and nothing sticks out`, async ({
      shop,
      tabs,
    }) => {
      await shop.stored.removeViews();
      const desk = await tabs.open(shop.url, options);
      await desk.expectLive();
      for (const screen of screens.filter((one) => (one.device ?? device) === device)) {
        await screen.show(desk, shop);
        await expectGoodLooks(desk, screen, device);
      }
      await shop.stored.removeViews();
    });

for (const [device, options] of Object.entries({ desktop: DESKTOP, phone: PHONE }))
  test(`when the page loads on a ${device}, then nothing on it shifts`, async ({ shop, tabs }) => {
    await shop.stored.reset(60);
    const [order] = await shop.api.list("?limit=1");
    const desk = await tabs.open("about:blank", { ...options, reducedMotion: "no-preference" });
    for (const path of ["/", "/?status=shipped", `/orders/${order!._id}`, "/new"]) {
      await desk.page.goto(`${shop.url}${path}`);
      await desk.expectLive();
      await expect(desk.rows.first()).toBeVisible();
      if (path.startsWith("/orders")) await expect(desk.panel).toContainText(order!.customer_name);
      if (path === "/new") await expect(desk.field("Customer name")).toBeFocused();
      await desk.page.evaluate(() => document.fonts.ready);
      expect(await desk.page.evaluate(() => window.shiftsSoFar()), path).toEqual([]);
    }
  });

test("when an order changes, then its row glows once for at most 1.2 s, and not at all with reduced motion", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create();
  const glowing = await tabs.open(shop.url, { reducedMotion: "no-preference" });
  const still = await tabs.open(shop.url, { reducedMotion: "reduce" });
  const longest = async (desk: Desk) =>
    await desk.row(order._id).evaluate((row) => {
      const times = row.getAnimations({ subtree: true }).map(({ effect }) => effect?.getComputedTiming());
      return Math.max(0, ...times.map((time) => Number(time?.endTime ?? 0)));
    });
  for (const desk of [glowing, still]) {
    await desk.expectLive();
    await expect(desk.row(order._id)).toBeVisible();
  }
  await expect(async () => {
    await shop.api.change(order._id, { customer_name: `Changed ${Date.now()}` });
    await expect
      .poll(async () => await longest(glowing), { intervals: [20], timeout: 1_000 })
      .toBeGreaterThan(0);
  }).toPass();
  expect(await longest(glowing)).toBeLessThanOrEqual(1_200);
  await expect(still.row(order._id)).toContainText("Changed");
  expect(await longest(still)).toBeLessThanOrEqual(1);
});

test("when the page is zoomed to 200 %, then it works and nothing sticks out", async ({ shop, tabs }) => {
  await shop.stored.reset(20);
  const desk = await tabs.open(shop.url, { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 });
  await desk.expectLive();
  await desk.rows.locator(".cell-name").first().click();
  await expect(desk.panel).toContainText("Stored customer 20");
  await expectNoSidewaysScroll(desk, "an order");
  await expectAxeFindsNothing(desk, "an order");
});
