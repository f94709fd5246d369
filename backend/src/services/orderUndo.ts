// Taking back one change of status, as long as that is possible.
import type { ChangeAuthor, Order } from "@order-desk/contract";
import type { OrderModel } from "../models/Order.js";
import { newMark } from "../models/orderDocument.js";
import type { LastChange } from "../models/orderUndo.js";
import { whileUnavailable } from "./deadline.js";
import { DomainError, notFound } from "./errors.js";

/** It is worked out again this often when others change the order at the same moment. */
const ATTEMPTS = 20;

const SINCE = "The status has been changed since.";

/** Why a change that led to this version cannot be taken back; undefined: it can. */
function problemOf({ order, last, now }: LastChange, version: number): string | undefined {
  if (!last || last.version < version) return `Version ${version} is no change of status.`;
  if (last.version > version || order.status !== last.to) return SINCE;
  if (last.undo_until === undefined)
    return "Only a change that was made in the dashboard, of the status alone, can be taken back.";
  // Also of an order that was deleted and has come back: nobody knows whether it was sent meanwhile.
  if (last.closed) return "Its mail may be on its way to the customer.";
  return now > last.undo_until ? "The time in which it could be taken back is over." : undefined;
}

export function undoing({ orders }: { readonly orders: OrderModel }) {
  /** The order as it is then; when it was taken back before, as it is now. */
  return async (id: string, version: number, by: ChangeAuthor): Promise<Order> => {
    const mark = newMark(by);
    return await whileUnavailable(async () => {
      for (let tries = 0; tries < ATTEMPTS; tries++) {
        const found = await orders.findLastChange(id);
        if (!found) throw notFound(id);
        const { order: current, last: change, changes } = found;
        const isUndone = changes.some((one) => one.version === version && one.undone_version !== undefined);
        if (isUndone) return current;
        const problem = problemOf(found, version);
        if (problem !== undefined) throw new DomainError("undo_too_late", problem, { current });
        const undone = change && (await orders.undo({ current, change, mark }));
        if (undone) return undone;
      }
      throw new DomainError(
        "conflicting_change",
        "Others change this order at the same moment. Send the request again.",
      );
    });
  };
}
