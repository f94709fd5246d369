// The screens that are looked at by axe and by eye, and how a person gets to each.
import { ORDER_STATUSES } from "@order-desk/contract";
import type { BrowserContextOptions } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Desk } from "./desk.js";
import type { Product } from "./product.js";

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

export type Screen<Shop = Product> = {
  readonly name: string;
  /** It is to be printed: never dark. */
  readonly isPaper?: boolean;
  /** Only there. */
  readonly device?: "desktop" | "phone";
  readonly show: (desk: Desk, shop: Shop) => Promise<void>;
};

export const SCREENS: readonly Screen[] = [
  {
    name: "the empty desk",
    show: async (desk) => {
      await expect(desk.page.getByRole("heading", { name: "No orders yet" })).toBeVisible();
    },
  },
  {
    name: "the list with a toast",
    show: async (desk, shop) => {
      for (const status of ORDER_STATUSES) await shop.api.create({ status, price: 9_999_999.99 });
      await shop.api.create({ customer_name: "محمد الحسن", product_name: "x".repeat(200), quantity: 3 });
      await expect(desk.rows).toHaveCount(ORDER_STATUSES.length + 1);
      await expect(desk.toasts.first()).toBeVisible();
    },
  },
  {
    name: "an open status menu",
    show: async (desk) => {
      await desk.rows.locator("button").first().click();
      await expect(desk.menu()).toBeVisible();
    },
  },
  {
    name: "the live status",
    show: async (desk) => {
      await desk.page.keyboard.press("Escape");
      await expect(desk.menu()).toHaveCount(0);
      await desk.live.click();
      // Other tests of this desk may have left mails that could not be sent.
      await expect(desk.page.getByRole("dialog", { name: "Live status" })).toContainText(
        /Mail(all sent|\d+ )/,
      );
    },
  },
  {
    name: "the keys",
    show: async (desk) => {
      await desk.page.keyboard.press("Escape");
      await expect(desk.page.getByRole("dialog")).toHaveCount(0);
      await desk.page.keyboard.press("?");
      await expect(desk.page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
    },
  },
  {
    name: "an order",
    show: async (desk) => {
      await desk.page.keyboard.press("Escape");
      await expect(desk.page.getByRole("dialog")).toHaveCount(0);
      await desk.rows.locator(".cell-name").first().click();
      await expect(desk.panel).toContainText("محمد الحسن");
    },
  },
  {
    name: "a new order with errors",
    show: async (desk) => {
      await desk.page.keyboard.press("Escape");
      await expect(desk.panel).toHaveCount(0);
      await desk.page.keyboard.press("n");
      await desk.panel.getByRole("button", { name: "Create order" }).click();
      await expect(desk.around("E-mail")).toContainText("is required");
    },
  },
  {
    name: "the palette",
    show: async (desk) => {
      await desk.page.keyboard.press("Control+k");
      await desk.page.keyboard.type("x");
      await expect(desk.page.getByRole("option").first()).toBeVisible();
    },
  },
];
