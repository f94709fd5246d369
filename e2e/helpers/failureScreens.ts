// The screens of what goes wrong, one after another in one tab, and how a person gets to each.
import { expect } from "@playwright/test";
import type { Desk } from "./desk.js";
import type { Parts } from "./parts.js";
import type { Screen } from "./screens.js";

const isNarrow = ({ page }: Desk) => (page.viewportSize()?.width ?? 0) < 1024;

async function openNewest(desk: Desk): Promise<void> {
  await desk.rows.locator(".cell-name").first().click();
  await expect(desk.panel.getByRole("button", { name: "More actions" })).toBeVisible();
}

async function edit(desk: Desk): Promise<void> {
  if (!isNarrow(desk)) {
    await desk.panel.getByRole("button", { name: "Edit order" }).click();
    return;
  }
  await desk.panel.getByRole("button", { name: "More actions" }).click();
  await desk.menu().getByRole("menuitem", { name: "Edit order" }).click();
}

export const FAILURE_SCREENS: readonly Screen<Parts>[] = [
  {
    name: "a list with nothing in it",
    show: async (desk, { url }) => {
      await desk.page.goto(`${url}/?status=returned`);
      await expect(desk.page.getByRole("heading", { name: "No returned orders" })).toBeVisible();
    },
  },
  {
    name: "an unknown order",
    show: async (desk, { url }) => {
      await desk.page.goto(`${url}/orders/ffffffffffffffffffffffff`);
      await expect(desk.panelTitle).toHaveText("No such order");
    },
  },
  {
    name: "an order that is edited",
    show: async (desk, { url }) => {
      await desk.page.goto(url);
      await openNewest(desk);
      await edit(desk);
      await desk.field("Product").fill("Typed");
    },
  },
  {
    name: "the question whether words may be lost",
    show: async (desk) => {
      await desk.page.keyboard.press("Escape");
      await expect(desk.page.getByRole("dialog", { name: "Discard your changes?" })).toBeVisible();
    },
  },
  {
    name: "an order deleted while it is edited",
    show: async (desk, { api }) => {
      await desk.page.getByRole("button", { name: "Keep editing" }).click();
      const [newest] = await api.list("?limit=1");
      await api.remove(newest!._id);
      await expect(desk.panel.getByRole("alert").filter({ hasText: "Somebody deleted" })).toBeVisible();
    },
  },
  {
    name: "a deleted order",
    show: async (desk) => {
      await desk.panel.getByRole("button", { name: "Close" }).last().click();
      await desk.page.getByRole("button", { name: "Discard" }).click();
      await expect(desk.panel.getByRole("button", { name: "Back to the list" }).last()).toBeVisible();
    },
  },
  {
    name: "a status that was not changed",
    show: async (desk, { proxy }) => {
      await desk.panel.getByRole("button", { name: "Back to the list" }).last().click();
      await expect(desk.panel).toHaveCount(0);
      await desk.rows.locator("button").first().click();
      await expect(desk.menu()).toBeVisible();
      proxy.cut();
      await desk.menu().getByRole("menuitem").first().click();
      await expect(desk.page.getByRole("dialog", { name: "The status was not changed" })).toBeVisible();
    },
  },
  {
    name: "reconnecting, with what is shown marked as old",
    show: async (desk) => {
      await desk.page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
      await expect(desk.live).toHaveText(/^Reconnecting/);
      await expect(desk.page.getByRole("status").filter({ hasText: "Shown as of" })).toBeVisible();
    },
  },
  {
    name: "an order while reconnecting",
    show: async (desk) => {
      await openNewest(desk);
    },
  },
  {
    name: "offline",
    show: async (desk) => {
      await desk.page.keyboard.press("Escape");
      // On a phone it has a live status of its own.
      await expect(desk.panel).toHaveCount(0);
      await desk.page.context().setOffline(true);
      await expect(desk.live).toHaveText(/^Offline/);
    },
  },
  {
    name: "orders that cannot be loaded",
    show: async (desk, { url }) => {
      await desk.page.context().setOffline(false);
      await desk.page.goto(url);
      await expect(desk.page.getByRole("heading", { name: "The orders could not be loaded" })).toBeVisible();
    },
  },
];
