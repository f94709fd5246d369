// What one sees while one works through a list: filters, views, many at once, files.
import { expect } from "@playwright/test";
import { MOMENT_SCREENS } from "./momentScreens.js";
import type { Screen } from "./screens.js";
import { dialog, leave, run } from "./ways.js";

const CSV = "Customer,E-mail,Product,Price\nAda,ada@example.com,Lamp,12.50\nBob,nobody,Tray,1\n";

export const WORK_SCREENS: readonly Screen[] = [
  {
    name: "the filter form",
    show: async (desk, shop) => {
      await shop.stored.reset(40);
      await desk.page.goto(`${shop.url}/?status=pending,shipped&total_min=1&q=customer`);
      await desk.expectLive();
      await expect(desk.rows.first()).toBeVisible();
      await desk.page.keyboard.press("f");
      await expect(dialog(desk)).toContainText("Total from");
    },
  },
  {
    name: "a filtered list with its chips",
    show: async (desk) => {
      await leave(desk);
      await expect(desk.page.getByRole("group", { name: "Filters" })).toContainText("Pending, Shipped");
    },
  },
  {
    name: "saving a view with an age rule",
    show: async (desk) => {
      await run(desk, "Save this list as a view");
      await dialog(desk).getByLabel("Name").fill("Waiting too long");
      await dialog(desk).getByLabel("Mark orders that wait too long").check();
      await expect(dialog(desk).getByLabel("How long")).toBeVisible();
    },
  },
  {
    name: "a view whose orders wait too long",
    show: async (desk) => {
      await dialog(desk).getByLabel("How long").fill("1");
      await dialog(desk).getByRole("button", { name: "Save view" }).click();
      await expect(dialog(desk)).toHaveCount(0);
      await expect(desk.rows.first()).toHaveAttribute("data-aged", "true");
    },
  },
  {
    name: "selected orders",
    show: async (desk) => {
      await desk.page.keyboard.press("j");
      await desk.page.keyboard.press("x");
      await desk.page.keyboard.press("Shift+J");
      await desk.page.keyboard.press("Shift+J");
      await expect(desk.page.getByRole("toolbar", { name: "Selected orders" })).toContainText("3 selected");
    },
  },
  {
    name: "what a change of many would come to",
    show: async (desk) => {
      await desk.page
        .getByRole("toolbar", { name: "Selected orders" })
        .getByRole("button", { name: "Set status" })
        .click();
      await desk.menu().getByRole("menuitem", { name: "Delivered" }).click();
      await expect(dialog(desk)).toContainText("will change");
    },
  },
  {
    name: "the outcome of a job",
    show: async (desk) => {
      await dialog(desk)
        .getByRole("button", { name: /^Change / })
        .click();
      await expect(desk.toast("marked delivered")).toBeVisible();
    },
  },
  {
    name: "the recent jobs",
    show: async (desk) => {
      await run(desk, "Recent jobs");
      await expect(dialog(desk)).toContainText("marked delivered");
    },
  },
  {
    name: "what became of each order of a job",
    show: async (desk) => {
      await dialog(desk)
        .getByRole("button", { name: /^Details/ })
        .first()
        .click();
      await expect(dialog(desk).getByRole("listitem").first()).toContainText("Order");
    },
  },
  {
    name: "exporting",
    show: async (desk) => {
      await leave(desk);
      await run(desk, "Export orders as CSV");
      await expect(dialog(desk)).toContainText("Excel");
    },
  },
  {
    name: "importing, with a bad line",
    show: async (desk) => {
      await leave(desk);
      await run(desk, "Import orders from a file");
      await dialog(desk)
        .getByLabel("Choose a file")
        .setInputFiles({ name: "orders.csv", mimeType: "text/csv", buffer: Buffer.from(CSV) });
      await expect(dialog(desk)).toContainText("Line 3");
    },
  },
  ...MOMENT_SCREENS,
  {
    name: "packing slips",
    isPaper: true,
    show: async (desk, shop) => {
      const orders = await shop.api.list("?limit=2");
      await desk.page.goto(`${shop.url}/slips?ids=${orders.map(({ _id }) => _id).join(",")}`);
      await expect(desk.page.getByText(orders[0]!.customer_name)).toBeVisible();
    },
  },
];
