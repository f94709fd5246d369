// Selecting orders and doing something to all of them.
import type { Order } from "@order-desk/contract";
import type { Desk } from "./desk.js";

export const box = (desk: Desk, order: Order) =>
  desk.row(order._id).getByRole("checkbox", { name: `Select order ${order.order_number}` });
export const bar = (desk: Desk) => desk.page.getByRole("toolbar", { name: "Selected orders" });
export const dialog = (desk: Desk) => desk.page.getByRole("dialog");
export const setStatus = async (desk: Desk, label: string) => {
  await bar(desk).getByRole("button", { name: "Set status" }).click();
  await desk.menu().getByRole("menuitem", { name: label }).click();
};
