// An order that is being edited here while it may change elsewhere.
import type { NewOrder, Order, OrderChanges } from "@order-desk/contract";
import { formatCount, formatMoney } from "../../lib/format";
import { FORM_FIELDS, type OrderFormField } from "./orderForm";

/** The fields that were really changed against what the server has. */
export function changesOf(edited: NewOrder, latest: Order): OrderChanges {
  const changed = FORM_FIELDS.filter((field) => edited[field] !== latest[field]);
  return Object.fromEntries(changed.map((field) => [field, edited[field]]));
}

function shown(order: Order, field: OrderFormField): string {
  if (field === "price") return formatMoney(order.price, order.currency);
  if (field === "quantity") return formatCount(order.quantity);
  return order[field];
}

/** What to say at each field that was touched here and changed elsewhere since the form was opened. */
export function meanwhile(
  opened: Order,
  latest: Order,
  touched: Partial<Record<OrderFormField, boolean>>,
): Partial<Record<OrderFormField, string>> {
  const fields = FORM_FIELDS.filter((field) => touched[field] && opened[field] !== latest[field]);
  return Object.fromEntries(fields.map((field) => [field, `Changed meanwhile to ${shown(latest, field)}`]));
}
