// Selecting orders and doing something to all of them.
import type { Order } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import type { Desk } from "./desk.js";

export const box = (desk: Desk, order: Order) =>
  desk.row(order._id).getByRole("checkbox", { name: `Select order ${order.order_number}` });
export const bar = (desk: Desk) => desk.page.getByRole("toolbar", { name: "Selected orders" });
export const setStatus = async (desk: Desk, label: string) => {
  await bar(desk).getByRole("button", { name: "Set status" }).click();
  await desk.menu().getByRole("menuitem", { name: label }).click();
};

/** A job that another backend works on, and takes its time. */
export const slowJob = () => ({
  ...{ _id: new ObjectId(), kind: "status" as const, status: "shipped" as const, state: "running" as const },
  ...{ total: 5, changed: 0, unchanged: 0, failed: 0, undone: 0, by: "api" as const, fingerprint: "" },
  ...{
    set: "none",
    chunks: 1,
    next_chunk: 0,
    owner: "another",
    locked_until: new Date(Date.now() + 3_600_000),
  },
  ...{ stop_requested: false, undo_seconds: 0, undo_until: null, undo: null, finished_at: null },
  ...{ created_at: new Date(), updated_at: new Date() },
});
