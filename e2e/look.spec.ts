// What everybody can see and use: contrast, names, size, and a page that stands still.
import { AxeBuilder } from "@axe-core/playwright";
import type { Desk } from "./helpers/desk.js";
import { DESKTOP, PHONE, SCREENS } from "./helpers/screens.js";
import { expect, test } from "./helpers/test.js";

async function expectAxeFindsNothing({ page }: Desk, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html) }));
  expect(found, screen).toEqual([]);
}

async function expectNoSidewaysScroll({ page }: Desk, screen: string): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const { documentElement: root, body } = document;
    return Math.max(root.scrollWidth, body.scrollWidth) - root.clientWidth;
  });
  expect(tooWide, screen).toBeLessThanOrEqual(0);
}

/** What can be pressed but is smaller than 44 × 44 px to a thumb, by what a press on its edges reaches. */
async function smallTargets({ page }: Desk): Promise<string[]> {
  return await page.evaluate(() => {
    const targets = "button, a[href], input, select, textarea, [role=menuitem], tr[data-order-id]";
    const hits = (element: Element, x: number, y: number) => {
      const hit = document.elementFromPoint(x, y);
      return (
        hit !== null && (element.contains(hit) || hit.contains(element)) && hit.closest(targets) === element
      );
    };
    return [...document.querySelectorAll(targets)].flatMap((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      // The order's number is a link for a mouse; to a thumb the whole row is the target.
      const isRowsOwn = element.matches("tr a");
      if (width === 0 || isRowsOwn || !hits(element, x, y)) return [];
      const reach = (dx: number, dy: number) => {
        let far = 0;
        while (far < 30 && hits(element, x + dx * (far + 1), y + dy * (far + 1))) far += 1;
        return far;
      };
      const wide = Math.max(width, reach(-1, 0) + reach(1, 0) + 1);
      const high = Math.max(height, reach(0, -1) + reach(0, 1) + 1);
      return Math.min(wide, high) >= 43.5 ? [] : [`${wide} × ${high}: ${element.outerHTML.slice(0, 160)}`];
    });
  });
}

for (const [device, options] of Object.entries({ desktop: DESKTOP, phone: PHONE }))
  for (const colorScheme of ["light", "dark"] as const)
    test(`when each screen is looked at on a ${device} in ${colorScheme}, then axe finds nothing and nothing sticks out`, async ({
      shop,
      tabs,
    }) => {
      const desk = await tabs.open(shop.url, { ...options, colorScheme, reducedMotion: "reduce" });
      await desk.expectLive();
      for (const { name, show } of SCREENS) {
        await show(desk, shop);
        await expectAxeFindsNothing(desk, name);
        await expectNoSidewaysScroll(desk, name);
        if (device === "phone") expect(await smallTargets(desk), name).toEqual([]);
      }
    });

for (const [device, options] of Object.entries({ desktop: DESKTOP, phone: PHONE }))
  test(`when the page loads on a ${device}, then nothing on it shifts`, async ({ shop, tabs }) => {
    await shop.stored.reset(60);
    const [order] = await shop.api.list("?limit=1");
    for (const path of ["/", "/?status=shipped", `/orders/${order!._id}`, "/new"]) {
      const desk = await tabs.open(`${shop.url}${path}`, options);
      await desk.expectLive();
      await expect(desk.rows.first()).toBeVisible();
      if (path.startsWith("/orders")) await expect(desk.panel).toContainText(order!.customer_name);
      expect(await desk.page.evaluate(() => window.noted.shifts), path).toEqual([]);
    }
  });

test("when an order changes, then its row glows once for at most 1.2 s, and not at all with reduced motion", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create();
  const glowing = await tabs.open(shop.url);
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
