// The saved views in the side bar.
import { expect } from "@playwright/test";
import type { Desk } from "./desk.js";

export const views = (desk: Desk) => desk.page.getByRole("region", { name: "Views" });
export const link = (desk: Desk, name: string) => views(desk).getByRole("link", { name });
export const names = async (desk: Desk) =>
  await views(desk).getByRole("link").locator(".truncate").allTextContents();
export const act = async (desk: Desk, name: string, action: string) => {
  await link(desk, name).hover();
  await views(desk)
    .getByRole("button", { name: `Actions for the view ${name}` })
    .click();
  await desk.menu().getByRole("menuitem", { name: action }).click();
};
export const saveAs = async (desk: Desk, name: string, isShared: boolean) => {
  await views(desk).getByRole("button", { name: "Save as view" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Save as view" });
  await dialog.getByLabel("Name").fill(name);
  if (isShared) await dialog.getByLabel("Everybody").check();
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(link(desk, name)).toHaveAttribute("aria-current", "page");
};
