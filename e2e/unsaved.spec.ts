// Words that are not saved are never lost without a question, whichever way one leaves.
import type { Order } from "@order-desk/contract";
import type { Desk } from "./helpers/desk.js";
import { expect, test } from "./helpers/test.js";

const question = ({ page }: Desk) => page.getByRole("dialog", { name: "Discard your changes?" });

async function typeInto(desk: Desk, order: Order): Promise<void> {
  await desk.row(order._id).click();
  await desk.panel.getByRole("button", { name: "Edit order" }).click();
  await desk.field("Product").fill("Typed, not saved");
}

async function expectKept(desk: Desk, order: Order): Promise<void> {
  await expect(question(desk)).toHaveCount(0);
  await expect(desk.field("Product")).toHaveValue("Typed, not saved");
  expect(new URL(desk.page.url()).pathname).toBe(`/orders/${order._id}`);
}

test("when an edited order is left by any way within the page, then it asks, and leaves only when told to", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create();
  const other = await shop.api.create();
  const ways: Readonly<Record<string, { go: () => Promise<unknown>; to: string }>> = {
    "the cross": { go: () => desk.panel.getByRole("button", { name: "Close" }).click(), to: "/" },
    Escape: { go: () => desk.page.keyboard.press("Escape"), to: `/orders/${order._id}` },
    Cancel: {
      go: () => desk.panel.getByRole("button", { name: "Cancel" }).click(),
      to: `/orders/${order._id}`,
    },
    "another row": { go: () => desk.row(other._id).click(), to: `/orders/${other._id}` },
    n: {
      go: async () => {
        await desk.row(order._id).focus();
        await desk.page.keyboard.press("n");
      },
      to: "/new",
    },
    Back: { go: () => desk.page.evaluate(() => history.back()), to: "/" },
  };
  for (const [name, { go, to }] of Object.entries(ways))
    await test.step(name, async () => {
      await typeInto(desk, order);
      await go();
      await question(desk).getByRole("button", { name: "Keep editing" }).click();
      await expectKept(desk, order);
      await go();
      await question(desk).getByRole("button", { name: "Discard" }).click();
      await expect(desk.page).toHaveURL(shop.url + to);
      await expect(desk.panel.getByRole("button", { name: "Save changes" })).toHaveCount(0);
      await desk.page.goto(shop.url);
      await desk.expectLive();
    });
  expect(await shop.api.get(order._id)).toEqual(order);
});

test("when an edited order is left after another list was chosen beside it, then Back still asks and goes one step", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create();
  await typeInto(desk, order);
  await desk.page.getByRole("link", { name: "Pending" }).click();
  await expect(desk.page).toHaveURL(`${shop.url}/orders/${order._id}?status=pending`);
  await desk.page.evaluate(() => history.go(-2));
  await question(desk).getByRole("button", { name: "Keep editing" }).click();
  await expectKept(desk, order);
  await desk.page.evaluate(() => history.back());
  await expect(desk.page).toHaveURL(`${shop.url}/orders/${order._id}`);
  await expectKept(desk, order);
});

test("when the page is reloaded over unsaved words, then the browser asks, and not once they are saved", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create();
  await typeInto(desk, order);
  const asked = desk.page.waitForEvent("dialog");
  const reload = desk.page.evaluate(() => location.reload());
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await reload;
  await expectKept(desk, order);
  await desk.panel.getByRole("button", { name: "Save changes" }).click();
  await expect(desk.panel.getByRole("button", { name: "Save changes" })).toHaveCount(0);
  await desk.page.reload();
  await expect(desk.panel).toContainText("Typed, not saved");
});

test("when an order is deleted elsewhere while it is edited, then the words can still be read, and Escape leads away", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create();
  await typeInto(desk, order);
  await shop.api.remove(order._id);
  await expect(desk.panelTitle).toHaveText(`Order ${order.order_number} deleted`);
  await expect(
    desk.panel.getByRole("alert").filter({ hasText: "Somebody deleted this order" }),
  ).toBeVisible();
  await expect(desk.field("Product")).toHaveValue("Typed, not saved");
  await expect(desk.field("Product")).toBeFocused();
  await expect(desk.panel.getByRole("button", { name: "Save changes" })).toHaveCount(0);
  await desk.page.keyboard.press("Escape");
  await question(desk).getByRole("button", { name: "Discard" }).click();
  await expect(desk.panelTitle).toBeFocused();
  await desk.page.keyboard.press("Escape");
  await expect(desk.panel).toHaveCount(0);
});
