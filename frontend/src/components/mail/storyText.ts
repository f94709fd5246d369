// What an entry of an order's story says.
import type { ChangeAuthor, Order, StoryEntry, StoryKind } from "@order-desk/contract";
import { formatCount, formatMoney } from "../../lib/format";
import { STATUS_LOOK } from "../orders/statusLook";

export const BY: Readonly<Record<ChangeAuthor, string>> = {
  api: "by API",
  dashboard: "by the dashboard",
  outside: "outside the API",
  desk: "by Order desk",
};

const TITLES: Readonly<Record<StoryKind, string>> = {
  created: "Created",
  updated: "Changed",
  deleted: "Deleted",
  undone: "Taken back",
  restored: "Brought back",
  reconciled: "Changed while nobody could watch",
};

type Field = { readonly label: string; readonly show?: (value: string | number, currency: string) => string };

const money: Field["show"] = (value, currency) =>
  typeof value === "number" ? formatMoney(value, currency) : value;

const FIELDS: Readonly<Record<string, Field>> = {
  customer_name: { label: "Customer" },
  customer_email: { label: "E-mail" },
  product_name: { label: "Product" },
  quantity: { label: "Quantity", show: (value) => (typeof value === "number" ? formatCount(value) : value) },
  price: { label: "Price of one", show: money },
  total: { label: "Total", show: money },
  currency: { label: "Currency" },
  status: {
    label: "Status",
    show: (value) =>
      (STATUS_LOOK as Partial<Record<string, { label: string }>>)[value]?.label ?? String(value),
  },
};

export type StoryChange = {
  readonly field: string;
  readonly label: string;
  readonly from: string;
  readonly to: string;
};

const NONE = "none";

/** The changes with their values as they read; none for an order that came or went as a whole. */
export function storyChanges(
  { kind, changes }: StoryEntry,
  { currency }: Pick<Order, "currency">,
): StoryChange[] {
  if (kind === "created" || kind === "restored" || kind === "deleted") return [];
  const show = (field: string, value: string | number | null) =>
    value === null ? NONE : (FIELDS[field]?.show?.(value, currency) ?? String(value));
  return changes.map(({ field, from, to }) => ({
    field,
    label: FIELDS[field]?.label ?? field,
    from: show(field, from),
    to: show(field, to),
  }));
}

/** What stands in the first line when no change of a field can be told. */
export const storyTitle = ({ kind, by }: StoryEntry): string =>
  kind === "updated" && by === "desk" ? "Completed" : TITLES[kind];
