// How a person gets from one screen to the next, the same on each device.
import { expect } from "@playwright/test";
import type { Desk } from "./desk.js";

export const dialog = (desk: Desk) => desk.page.getByRole("dialog");
export const leave = async (desk: Desk) => {
  await desk.page.keyboard.press("Escape");
  await expect(dialog(desk)).toHaveCount(0);
};
/** By the palette, which is the same on every screen. */
export const run = async (desk: Desk, command: string) => {
  await desk.page.keyboard.press("Control+k");
  await expect(desk.page.getByRole("combobox")).toBeFocused();
  await desk.page.keyboard.type(command);
  await desk.page.getByRole("option", { name: command }).first().click();
};
/** Changes the order in its panel; the form is left then. */
export const edit = async (desk: Desk, fields: Readonly<Record<string, string>>) => {
  await desk.panel.getByRole("button", { name: "Edit order" }).click();
  for (const [label, text] of Object.entries(fields)) await desk.field(label).fill(text);
  await desk.page.keyboard.press("Enter");
  await expect(desk.panel.getByRole("button", { name: "Save changes" })).toHaveCount(0);
};
