// What a list is filtered by, in words, and the way back from each.
import { ORDER_STATUSES, type OrderFilter, type OrderQuery, type OrderStatus } from "@order-desk/contract";
import { dayEnd, dayOf, dayStart } from "../../lib/days";
import { formatDay, formatShort } from "../../lib/format";
import { STATUS_LOOK } from "../orders/statusLook";

export type Chip = {
  readonly key: string;
  readonly text: string;
  /** What the filter becomes without it. */
  readonly without: OrderFilter;
};

/** A moment that begins or ends a day here reads as the day. */
function momentText(iso: string): string {
  const day = dayOf(iso);
  return iso === dayStart(day) || iso === dayEnd(day) ? formatDay(iso) : formatShort(iso);
}

function rangeText(name: string, from: string | undefined, to: string | undefined): string | undefined {
  if (from === undefined) return to === undefined ? undefined : `${name} until ${to}`;
  if (to === undefined) return `${name} since ${from}`;
  return from === to ? `${name} ${from}` : `${name} ${from} – ${to}`;
}

function amountText({ total_min: min, total_max: max }: OrderQuery): string | undefined {
  if (min === undefined) return max === undefined ? undefined : `Total up to ${max}`;
  return max === undefined ? `Total from ${min}` : `Total ${min} – ${max}`;
}

const dated = (name: string, from: string | undefined, to: string | undefined) =>
  rangeText(name, from && momentText(from), to && momentText(to));

const isEachStatus = (status: readonly OrderStatus[]) => status.length === ORDER_STATUSES.length;

function statusText({ status }: OrderQuery): string | undefined {
  // One has its tab.
  if (!status || status.length === 1) return undefined;
  return isEachStatus(status) ? "Any status" : status.map((one) => STATUS_LOOK[one].label).join(", ");
}

/** From left to right; none for a list that is only searched, sorted, or in one status. */
export function chipsOf(query: OrderQuery): Chip[] {
  const { created_from, created_to, updated_from, updated_to, currency, product, customer_email } = query;
  const chips: readonly (readonly [string, string | undefined, OrderFilter])[] = [
    ["status", statusText(query), { status: undefined }],
    [
      "created",
      dated("Created", created_from, created_to),
      { created_from: undefined, created_to: undefined },
    ],
    [
      "updated",
      dated("Changed", updated_from, updated_to),
      { updated_from: undefined, updated_to: undefined },
    ],
    ["total", amountText(query), { total_min: undefined, total_max: undefined }],
    ["currency", currency && `In ${currency}`, { currency: undefined }],
    ["product", product && `Product “${product}”`, { product: undefined }],
    ["email", customer_email && `E-mail “${customer_email}”`, { customer_email: undefined }],
  ];
  return chips.flatMap(([key, text, without]) => (text ? [{ key, text, without }] : []));
}
