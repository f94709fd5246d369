// The lists are scrolled by the browser alone, and what lights up in them does not keep the page busy.
import type { Page } from "@playwright/test";
import { MailPage } from "./helpers/mailPage.js";
import { expect, test } from "./helpers/test.js";

const PHONE_SIZE = { width: 390, height: 844 };

/** What the browser's compositor moves without the page's own thread, by class. */
async function layersOf(page: Page, scroller: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const ids = new Promise<number[]>((resolve) =>
    session.on("LayerTree.layerTreeDidChange", ({ layers }) => {
      if (layers) resolve(layers.flatMap(({ backendNodeId }) => backendNodeId ?? []));
    }),
  );
  await session.send("DOM.enable");
  await session.send("LayerTree.enable");
  // They are told with the next picture.
  await page.locator(`.${scroller}`).evaluate((list) => list.scrollBy(0, list.scrollTop > 0 ? -1 : 1));
  const nodes = await Promise.all(
    (await ids).map(async (backendNodeId) => await session.send("DOM.describeNode", { backendNodeId })),
  );
  await session.detach();
  const classOf = (attributes: readonly string[]) => attributes[attributes.indexOf("class") + 1] ?? "";
  return nodes.flatMap(({ node: { attributes = [] } }) =>
    attributes.includes("class") ? [classOf(attributes)] : [],
  );
}

const expectOwnLayer = async (page: Page, scroller: string) =>
  await expect
    .poll(async () => await layersOf(page, scroller))
    .toEqual(expect.arrayContaining([expect.stringContaining(scroller)]));

for (const colorScheme of ["light", "dark"] as const)
  test(`when a list is longer than the screen and ${colorScheme}, then it is scrolled without the page's own thread`, async ({
    shop,
    tabs,
  }) => {
    await shop.stored.reset(100);
    const desk = await tabs.open(shop.url);
    await desk.page.emulateMedia({ colorScheme });
    await expect(desk.rows.first()).toBeVisible();
    await expectOwnLayer(desk.page, "order-scroller");
    await desk.page.setViewportSize(PHONE_SIZE);
    await expectOwnLayer(desk.page, "order-scroller");
  });

test("when the mails are more than the screen has room for, then they too are scrolled without the page's own thread", async ({
  shop,
  tabs,
}) => {
  for (let count = 0; count < 5; count++) {
    const { _id } = await shop.api.create();
    await shop.api.change(_id, { status: "shipped" });
  }
  const mails = new MailPage(await tabs.open(`${shop.url}/mail`));
  await expect(mails.rows.nth(4)).toBeVisible();
  await mails.desk.page.setViewportSize({ ...PHONE_SIZE, height: 400 });
  await expectOwnLayer(mails.desk.page, "mail-scroller");
});

test("when an order changes again while its row is lit, then one light is drawn, not two", async ({
  shop,
  tabs,
}) => {
  const { _id } = await shop.api.create();
  const desk = await tabs.open(shop.url, { reducedMotion: "no-preference" });
  await desk.expectLive();
  const row = desk.row(_id);
  for (const quantity of [2, 3, 4]) {
    await shop.api.change(_id, { quantity });
    await expect(row.locator('[data-area="quantity"]')).toHaveText(String(quantity));
  }
  const lit = await row.evaluate((element) => element.getAnimations({ subtree: true }).length);
  // None: the machine was so slow that it went out.
  expect(lit).toBeLessThanOrEqual(1);
});
