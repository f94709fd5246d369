// What one sees for a moment only, or on one device only.
import { expect } from "@playwright/test";
import { bar, setStatus, slowJob } from "./bulk.js";
import type { Screen } from "./screens.js";
import { dialog, run } from "./ways.js";

export const MOMENT_SCREENS: readonly Screen[] = [
  {
    name: "a row that no longer matches",
    show: async (desk, shop) => {
      await shop.stored.reset(40);
      await desk.page.goto(`${shop.url}/?status=pending`);
      await desk.expectLive();
      await expect(desk.rows.first()).toBeVisible();
      // While one selects it keeps its place.
      for (const key of ["j", "x", "j", "s"]) await desk.page.keyboard.press(key);
      await desk.menu().getByRole("menuitem", { name: "Processing" }).click();
      await expect(desk.rows.nth(1)).toContainText("No longer matches");
      await expect(desk.rows.nth(1).getByRole("button", { name: "Undo" })).toBeVisible();
    },
  },
  {
    name: "a part of a name that finds nothing",
    show: async (desk, shop) => {
      await desk.page.goto(`${shop.url}/?product=lamp&status=shiped`);
      await desk.expectLive();
      await expect(desk.page.getByText("is not understood")).toBeVisible();
      await expect(desk.page.getByRole("button", { name: "Search for “lamp”" })).toBeVisible();
    },
  },
  {
    name: "the columns of the list",
    device: "desktop",
    show: async (desk) => {
      await desk.page.getByRole("button", { name: "Clear filters" }).click();
      await run(desk, "Choose columns");
      await expect(dialog(desk)).toContainText("Columns");
    },
  },
  {
    name: "the views on a small screen",
    device: "phone",
    show: async (desk, shop) => {
      const shared = {
        name: "Shipped, and long under way to places far from here",
        query: { status: ["shipped"] },
      };
      await fetch(`${shop.apiUrl}/api/views`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(shared),
      });
      await desk.page.getByRole("button", { name: "Menu" }).tap();
      await desk.menu().getByRole("menuitem", { name: "Views" }).tap();
      await expect(dialog(desk).getByRole("link", { name: shared.name })).toBeVisible();
      await expect(dialog(desk).getByRole("link", { name: "Waiting too long" })).toBeVisible();
    },
  },
  {
    name: "a running job",
    show: async (desk, shop) => {
      await desk.page.goto(shop.url);
      await desk.expectLive();
      await shop.stored.jobs.insertOne({ ...slowJob(), changed: 2 });
      await expect(desk.toast("Marking 5 orders shipped")).toContainText("2 of 5");
    },
  },
  {
    name: "the outcomes of a job",
    show: async (desk, shop) => {
      const at = new Date();
      await shop.stored.jobs.updateMany(
        { state: "running" },
        { $set: { changed: 5, state: "done", updated_at: at, finished_at: at } },
      );
      for (const key of ["j", "x", ...Array.from({ length: 5 }, () => "Shift+J")])
        await desk.page.keyboard.press(key);
      await expect(bar(desk)).toContainText("6 selected");
      await setStatus(desk, "Shipped");
      await dialog(desk)
        .getByRole("button", { name: /^Change / })
        .click();
      await desk.toast("could not").getByRole("button", { name: "Details" }).click();
      await expect(dialog(desk)).toContainText("already cancelled");
    },
  },
];
