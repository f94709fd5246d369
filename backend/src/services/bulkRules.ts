// What many orders come to when one asks something of all of them: pure.
import { createHash } from "node:crypto";
import {
  BULK_PROBLEMS_MAX,
  canTransition,
  type BulkForecast,
  type BulkProblem,
  type BulkRequest,
  type OrderStatus,
} from "@order-desk/contract";
import type { Chosen } from "../models/orderBatch.js";

export type BulkAction = Pick<BulkRequest, "action" | "status">;

export const NO_SUCH_ORDER = "no such order";
export const NO_MATCH = "no longer matches";

const NOT_SENT_YET: readonly OrderStatus[] = ["pending", "processing"];

/** Why an order cannot become this, as in "already delivered". */
export const refusalOf = (from: OrderStatus, to: OrderStatus): string =>
  to === "returned" && NOT_SENT_YET.includes(from) ? `still ${from}` : `already ${from}`;

/** What an order in this status comes to; a text is why it cannot. */
export function prospectOf(
  from: OrderStatus,
  { action, status }: BulkAction,
): "change" | "unchanged" | { refusal: string } {
  if (action === "delete" || status === undefined) return "change";
  if (from === status) return "unchanged";
  return canTransition(from, status) ? "change" : { refusal: refusalOf(from, status) };
}

export type Selection = {
  readonly chosen: readonly Chosen[];
  /** Ids of which there is no order. */
  readonly missing: readonly string[];
  readonly asOf: Date;
};

export function forecastOf({ chosen, missing, asOf }: Selection, asked: BulkAction): BulkForecast {
  const problems: BulkProblem[] = missing.map((order_id) => ({
    order_id,
    order_number: null,
    code: "not_found",
    reason: NO_SUCH_ORDER,
  }));
  let [will_change, unchanged] = [0, 0];
  for (const { _id: order_id, order_number, status } of chosen) {
    const prospect = prospectOf(status, asked);
    if (prospect === "change") will_change += 1;
    else if (prospect === "unchanged") unchanged += 1;
    else problems.push({ order_id, order_number, code: "transition_not_allowed", reason: prospect.refusal });
  }
  const reasons = new Map<string, number>();
  for (const { reason } of problems) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return {
    as_of: asOf.toISOString(),
    total: chosen.length + missing.length,
    will_change,
    unchanged,
    cannot: problems.length,
    reasons: [...reasons].map(([reason, orders]) => ({ reason, orders })).sort((a, b) => b.orders - a.orders),
    problems: problems.slice(0, BULK_PROBLEMS_MAX),
  };
}

/** 24 hex digits made from a text: the same at each repetition. */
export const idFrom = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 24);
