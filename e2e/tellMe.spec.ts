// Being told of orders that enter a view, on the desktop and by sound.
import { box, setStatus } from "./helpers/bulk.js";
import type { Desk } from "./helpers/desk.js";
import { expect, test } from "./helpers/test.js";
import { act, link, saveAs } from "./helpers/views.js";
import { dialog } from "./helpers/ways.js";

type Told = { readonly title: string; readonly body?: string };
type Heard = { readonly notifications: Told[]; asked: number; notes: number };

/** A browser whose person answers so when asked; runs in the page, before anything else does. */
function answer(permission: NotificationPermission): void {
  const heard: Heard = { notifications: [], asked: 0, notes: 0 };
  class SomeNotification {
    static permission: NotificationPermission = "default";
    static requestPermission() {
      heard.asked += 1;
      SomeNotification.permission = permission;
      return Promise.resolve(permission);
    }
    onclick: (() => void) | null = null;
    constructor(title: string, options?: NotificationOptions) {
      heard.notifications.push({ title, ...(options?.body !== undefined && { body: options.body }) });
      Object.assign(window, { lastNotification: this });
    }
  }
  class SomeContext extends AudioContext {
    override createOscillator() {
      heard.notes += 1;
      return super.createOscillator();
    }
  }
  Object.assign(window, { heard, Notification: SomeNotification, AudioContext: SomeContext });
}

const heard = async ({ page }: Desk) => await page.evaluate<Heard>("window.heard");

/** Wants to be told of what is shipped, in a tab that shows all orders. */
async function beTold(desk: Desk, url: string, permission: NotificationPermission): Promise<void> {
  await desk.page.addInitScript(answer, permission);
  await desk.page.goto(`${url}/?status=shipped`);
  await desk.expectLive();
  await saveAs(desk, "On its way", false);
  expect(await heard(desk)).toMatchObject({ asked: 0 });
  await act(desk, "On its way", "Tell me of new ones");
  await expect(link(desk, "On its way").getByLabel("You are told of new ones")).toBeVisible();
  await expect.poll(async () => (await heard(desk)).asked).toBe(1);
}

test.beforeEach(async ({ shop }) => {
  await shop.stored.removeViews();
});

test("when the browser may notify, then an order that enters the view is told of on the desktop, and leads to it", async ({
  desk,
  shop,
}) => {
  await beTold(desk, shop.url, "granted");
  const order = await shop.api.create({ customer_name: "Ada" });
  await expect(desk.toast("New order created!")).toBeVisible();
  expect((await heard(desk)).notifications).toEqual([]);
  await shop.api.change(order._id, { status: "shipped" });
  await expect.poll(async () => (await heard(desk)).notifications).toHaveLength(1);
  const [told] = (await heard(desk)).notifications;
  expect(told).toMatchObject({ title: "New in “On its way”" });
  expect(told?.body).toContain(`${order.order_number} · Ada`);
  await expect.poll(async () => (await heard(desk)).notes).toBe(2);
  await desk.page.evaluate("window.lastNotification.onclick()");
  await expect(desk.panel).toContainText("Ada");
});

test("when the browser refuses notifications, then it says so, and there is the sound and the message all the same", async ({
  desk,
  shop,
}) => {
  await beTold(desk, shop.url, "denied");
  await expect(desk.toast("The browser shows no notifications")).toContainText("There is a sound");
  await shop.api.create({ status: "shipped", customer_name: "Ada" });
  await expect(desk.toast("New in “On its way”")).toContainText("Ada");
  await expect.poll(async () => (await heard(desk)).notes).toBe(2);
  expect((await heard(desk)).notifications).toEqual([]);
});

test("when many are brought into the view in this tab, then it tells nothing of them, and of the next that somebody else brings", async ({
  desk,
  shop,
}) => {
  await beTold(desk, shop.url, "granted");
  const orders = [await shop.api.create(), await shop.api.create()];
  const other = await shop.api.create({ customer_name: "Ada" });
  await desk.page.getByRole("link", { name: /^All/ }).click();
  for (const order of orders) await box(desk, order).check();
  await setStatus(desk, "Shipped");
  await dialog(desk).getByRole("button", { name: "Change 2 orders" }).click();
  await expect(desk.toast("2 orders marked shipped")).toBeVisible();
  await shop.api.change(other._id, { status: "shipped" });
  await expect(desk.toast("New in “On its way”")).toContainText("Ada");
  const { notifications } = await heard(desk);
  expect(notifications.map(({ title }) => title)).toEqual(["New in “On its way”"]);
  expect(notifications[0]?.body).toContain("Ada");
});
