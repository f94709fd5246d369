// Taking back what was done here, when the request or its answer is lost, or when its message was put away.
import { setStatus } from "./helpers/bulk.js";
import type { Desk } from "./helpers/desk.js";
import { holdBack } from "./helpers/holdBack.js";
import type { Tabs } from "./helpers/tabs.js";
import { expect, NETWORK_ERRORS, test } from "./helpers/test.js";
import { dialog, edit } from "./helpers/ways.js";

type Lost = "nothing" | "request" | "answer";

/**
 * Loses what is said to be lost of the next such request: it does not arrive, or it is carried out and its answer does not come. To be called
 * early: a page may go on for a moment as if nobody stood between (the browser puts that in place after it has said so).
 */
async function losses(tabs: Tabs, { page }: Desk, url = /\/undo$/, method = "POST") {
  tabs.allow(NETWORK_ERRORS);
  let next: Lost = "nothing";
  await page.route(url, async (route) => {
    const lost = route.request().method() === method ? next : "nothing";
    if (lost === "nothing") {
      await route.continue();
      return;
    }
    next = "nothing";
    if (lost === "answer") await route.fetch();
    await route.abort("connectionreset");
  });
  return { lose: (what: Lost) => void (next = what) };
}

const jobOfAll = async (desk: Desk, count: number) => {
  await desk.page.getByRole("checkbox", { name: "Select all rows" }).check();
  await setStatus(desk, "Shipped");
  await dialog(desk)
    .getByRole("button", { name: `Change ${count} orders` })
    .click();
};

for (const what of ["request", "answer"] as const)
  test(`when the ${what} of an undo is lost, then it can be tried again from what says so`, async ({
    desk,
    shop,
    tabs,
  }) => {
    const { lose } = await losses(tabs, desk);
    const order = await shop.api.create();
    await desk.expectShows([order]);
    await desk.setStatus(order._id, "Shipped");
    lose(what);
    await desk.toast("is now shipped").getByRole("button", { name: "Undo" }).click();
    const failure = desk.toast(
      `It is not known whether the change of order ${order.order_number} was taken back`,
    );
    await expect(failure).toContainText("The server cannot be reached.");
    await failure.getByRole("button", { name: "Try again" }).click();
    await expect(desk.toast(`Order ${order.order_number} is now pending again`)).toBeVisible();
    await expect(failure).toHaveCount(0);
    expect(await shop.api.get(order._id)).toMatchObject({ status: "pending", version: 3 });
  });

test("when an undo is lost, then the keys try that again, not the change before it", async ({
  desk,
  shop,
  tabs,
}) => {
  const { lose } = await losses(tabs, desk);
  const [first, second] = [await shop.api.create(), await shop.api.create()];
  await desk.expectShows([second, first]);
  for (const order of [first, second]) {
    await desk.setStatus(order._id, "Shipped");
    await expect(desk.toast(`Order ${order.order_number} is now shipped`)).toBeVisible();
  }
  lose("request");
  await desk.page.keyboard.press("ControlOrMeta+z");
  await expect(desk.toast(`whether the change of order ${second.order_number} was taken back`)).toBeVisible();
  await desk.page.keyboard.press("ControlOrMeta+z");
  await expect(desk.status(second._id)).toHaveText("Pending");
  await expect(desk.status(first._id)).toHaveText("Shipped");
});

test("when the answer to the undo of an edit is lost, then trying again finds it done", async ({
  shop,
  tabs,
}) => {
  tabs.allow(/status of 412/);
  const order = await shop.api.create({ product_name: "Oak lamp" });
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`);
  const { lose } = await losses(tabs, desk, new RegExp(order._id), "PATCH");
  await desk.expectLive();
  await edit(desk, { Product: "Walnut tray" });
  await expect(desk.toast("saved")).toBeVisible();
  lose("answer");
  await desk.toast("saved").getByRole("button", { name: "Undo" }).click();
  const failure = desk.toast(`whether the edit of order ${order.order_number} was taken back`);
  await failure.getByRole("button", { name: "Try again" }).click();
  await expect(desk.toast(`Order ${order.order_number} is as before again`)).toBeVisible();
  expect(await shop.api.get(order._id)).toMatchObject({ product_name: "Oak lamp", version: 3 });
});

for (const what of ["request", "answer"] as const)
  test(`when the ${what} of the undo of a job is lost, then it is taken back once, and that is told`, async ({
    desk,
    shop,
    tabs,
  }) => {
    const { lose } = await losses(tabs, desk);
    const orders = [await shop.api.create(), await shop.api.create()];
    await desk.expectShows([...orders].reverse());
    await jobOfAll(desk, 2);
    await expect(desk.toast("2 orders marked shipped")).toBeVisible();
    lose(what);
    await desk.toast("2 orders marked shipped").getByRole("button", { name: "Undo" }).click();
    const failure = desk.toast("It is not known whether the job was taken back");
    // Where it was carried out, its news take the failure away again.
    if (what === "request") await failure.getByRole("button", { name: "Try again" }).click();
    await expect(desk.toast("2 orders as before again")).toBeVisible();
    for (const gone of [failure, desk.toast("Taking back")]) await expect(gone).toHaveCount(0);
    for (const { _id } of orders)
      expect(await shop.api.get(_id)).toMatchObject({ status: "pending", version: 3 });
  });

test("when the way back of a deletion is lost, then the keys try that again, not the change before it", async ({
  desk,
  shop,
  tabs,
}) => {
  tabs.allow(/status of 409/);
  const { lose } = await losses(tabs, desk, /\/restore$/);
  const [first, second] = [await shop.api.create(), await shop.api.create()];
  await desk.expectShows([second, first]);
  await desk.setStatus(first._id, "Shipped");
  await expect(desk.toast("is now shipped")).toBeVisible();
  await desk.row(second._id).click();
  await desk.panel.getByRole("button", { name: "More actions" }).click();
  await desk.menu().getByRole("menuitem", { name: "Delete order" }).click();
  await expect(desk.toast(`Order ${second.order_number} deleted`)).toBeVisible();
  lose("answer");
  await desk.page.keyboard.press("ControlOrMeta+z");
  await expect(desk.toast(`whether order ${second.order_number} was brought back`)).toBeVisible();
  await desk.page.keyboard.press("ControlOrMeta+z");
  await expect(desk.toast(`Order ${second.order_number} is back`)).toBeVisible();
  await expect(desk.status(first._id)).toHaveText("Shipped");
});

test("when an undo takes a while, then it says so, and two quick presses are one", async ({ desk, shop }) => {
  const order = await shop.api.create();
  const undoing = await holdBack(desk.page, /\/undo$/);
  await desk.expectShows([order]);
  await desk.setStatus(order._id, "Shipped");
  await desk.toast("is now shipped").getByRole("button", { name: "Undo" }).dblclick();
  await expect(desk.toast("Taking it back…")).toBeVisible();
  undoing.letGo();
  await expect(desk.toast(`Order ${order.order_number} is now pending again`)).toBeVisible();
  await expect(desk.toast("Taking it back…")).toHaveCount(0);
  // They go one after the other: a second one of before would be asked for before this.
  await desk.setStatus(order._id, "Delivered");
  await desk.toast("is now delivered").getByRole("button", { name: "Undo" }).click();
  await expect(desk.status(order._id)).toHaveText("Pending");
  expect(undoing.asked()).toBe(2);
});

test("when the end of a job was put away, then the keys still take it back, and that is told", async ({
  desk,
  shop,
}) => {
  const orders = [await shop.api.create(), await shop.api.create()];
  await desk.expectShows([...orders].reverse());
  await jobOfAll(desk, 2);
  const end = desk.toast("2 orders marked shipped");
  await end.getByRole("button", { name: "Close" }).click();
  await expect(end).toHaveCount(0);
  await desk.page.keyboard.press("ControlOrMeta+z");
  await expect(desk.toast("2 orders as before again")).toBeVisible();
  for (const gone of [end, desk.toast("Taking back")]) await expect(gone).toHaveCount(0);
});
