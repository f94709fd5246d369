// What the live status says is true, and after every disturbance the tab equals the database again by itself.
import {
  BACK_WITHIN_MS,
  changeOrders,
  expect,
  expectEqualsDatabase,
  expectToldOnce,
  NETWORK_ERRORS,
  test,
  TOLD_WITHIN_MS,
} from "./helpers/partsTest.js";
import { PHONE } from "./helpers/screens.js";
import { whileAsleep } from "./helpers/sleep.js";
import { until } from "../backend/test/helpers/wait.js";

test("when the connection is cut and comes back, then it says so at once, and then the tab equals the database", async ({
  desk,
  shop,
}) => {
  const seen = await shop.api.create();
  await expect(desk.toast("New order created!")).toBeVisible();
  const cutAt = Date.now();
  shop.proxy.cut();
  await expect(desk.live).toHaveText(/^Reconnecting/);
  expect(await desk.notLiveAfter(cutAt)).toBeLessThanOrEqual(TOLD_WITHIN_MS);
  const created = await changeOrders(shop);
  await expect(desk.live).toHaveText(/^Reconnecting in \d+ s/);
  await expect(desk.rows.first()).toContainText(seen.customer_name);

  shop.proxy.heal();
  await desk.expectLive(BACK_WITHIN_MS);
  await expectEqualsDatabase(desk, shop);
  await expectToldOnce(desk, [seen, ...created]);
});

test("when the connection is half-open, then it stops saying Live within 5 s, and comes back by itself", async ({
  desk,
  shop,
}) => {
  const frozenAt = Date.now();
  shop.proxy.freeze();
  expect(await desk.notLiveAfter(frozenAt)).toBeLessThanOrEqual(TOLD_WITHIN_MS);
  const created = await changeOrders(shop);
  await expect(desk.page.getByRole("status").filter({ hasText: "Shown as of" })).toBeVisible();
  shop.proxy.heal();
  await desk.expectLive(BACK_WITHIN_MS);
  await expectEqualsDatabase(desk, shop);
  await expectToldOnce(desk, created);
});

test("when Try now is pressed while the next attempt is seconds away, then that attempt is made at once", async ({
  desk,
  shop,
}) => {
  shop.proxy.cut();
  // The pauses between the attempts have grown.
  await expect(desk.live).toHaveText(/^Reconnecting in [5-9] s/, { timeout: 40_000 });
  shop.proxy.heal();
  await desk.live.click();
  const panel = desk.page.getByRole("dialog", { name: "Live status" });
  await panel.getByRole("button", { name: "Try now" }).click();
  await desk.expectLive(3_000);
});

test("when the server is away, then nothing is said of its parts, and a panel that covers the header says so too", async ({
  shop,
  tabs,
}) => {
  // Its health is asked for while it begins.
  tabs.allow(NETWORK_ERRORS);
  tabs.allow(/503 .*\/health\/ready/);
  const order = await shop.api.create();
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`, PHONE);
  await expect(desk.panel).toContainText(order.customer_name);
  const live = desk.panel.getByRole("button", { name: /^Live status/ });
  await desk.expectLive();
  await expect(live).toHaveCount(0);
  await shop.killBackend();
  try {
    await expect(live).toHaveText(/^Reconnecting/, { timeout: TOLD_WITHIN_MS });
    await live.click();
    const panel = desk.page.getByRole("dialog", { name: "Live status" });
    await expect(panel).toContainText("Databaseunknown");
    await expect(panel).toContainText("Delayunknown");
  } finally {
    await shop.startBackend();
  }
  await expect(live).toHaveCount(0, { timeout: BACK_WITHIN_MS });
});

test("when the backend is killed and started again, then the tab catches up by itself", async ({
  desk,
  shop,
}) => {
  const before = await shop.api.create();
  await shop.killBackend();
  await expect(desk.live).toHaveText(/^Reconnecting/);
  await shop.stored.orders.updateOne(
    { order_number: before.order_number },
    { $set: { customer_name: "While away" } },
  );
  await shop.startBackend();
  const created = await changeOrders(shop);
  await desk.expectLive(BACK_WITHIN_MS);
  await expectEqualsDatabase(desk, shop);
  await expectToldOnce(desk, [before, ...created]);
});

test("when the device is offline, then it says so with the time, and afterwards the tab equals the database", async ({
  desk,
  shop,
}) => {
  const offlineAt = Date.now();
  await desk.page.context().setOffline(true);
  await expect(desk.live).toHaveText(/^Offline: shown as of \d/);
  expect(await desk.notLiveAfter(offlineAt)).toBeLessThanOrEqual(TOLD_WITHIN_MS);
  const created = await changeOrders(shop);
  await desk.page.context().setOffline(false);
  await desk.expectLive(BACK_WITHIN_MS);
  await expectEqualsDatabase(desk, shop);
  await expectToldOnce(desk, created);
});

test("when the database stands still, then it says Delayed, and Live when it goes on", async ({
  desk,
  shop,
  tabs,
}) => {
  // What the page still asks for when it has just been opened.
  tabs.allow(/status of 503/);
  const frozenAt = Date.now();
  await shop.mongod.freeze();
  try {
    await expect(desk.live).toHaveText(/^Delayed: the server is behind by/);
    expect(await desk.notLiveAfter(frozenAt)).toBeLessThanOrEqual(TOLD_WITHIN_MS);
  } finally {
    shop.mongod.thaw();
  }
  await desk.expectLive(BACK_WITHIN_MS);
  await shop.api.create();
  await expectEqualsDatabase(desk, shop);
});

test("when the page is left and come back to, then it equals the database", async ({ desk, shop }) => {
  await desk.page.goto(`http://localhost:${shop.proxy.port}/api/docs`);
  await changeOrders(shop);
  await desk.page.goBack();
  await desk.expectLive(BACK_WITHIN_MS);
  await expectEqualsDatabase(desk, shop);
});

test("when the computer slept until the server gave it up, then the tab says so and catches up by itself", async ({
  browser,
  desk,
  shop,
}) => {
  const { done: created, wokenAt } = await whileAsleep(browser, async () => {
    await until("the server to drop who does not answer", () => shop.proxy.connections() === 0, 30_000);
    return await changeOrders(shop);
  });
  expect(await desk.notLiveAfter(wokenAt)).toBeLessThanOrEqual(TOLD_WITHIN_MS);
  await desk.expectLive(BACK_WITHIN_MS);
  await expectEqualsDatabase(desk, shop);
  await expectToldOnce(desk, created);
});
