// What is typed into the filter form, as a filter.
import { orderQueryNamed, ORDER_STATUSES, type OrderFilter, type OrderQuery } from "@order-desk/contract";
import { dayEnd, dayOf, dayStart } from "../../lib/days";

/** By the name of the field. */
export type FilterErrors = Readonly<Record<string, string>>;

const DAYS = [
  ["created_from", dayStart],
  ["created_to", dayEnd],
  ["updated_from", dayStart],
  ["updated_to", dayEnd],
] as const;
const TEXTS = ["total_min", "total_max", "currency", "product", "customer_email"] as const;
const NAMES = ["status", ...DAYS.map(([name]) => name), ...TEXTS] as const;

/** What each field is called, also where something is wrong with it. */
export const FILTER_LABELS = {
  created_from: "Created from",
  created_to: "Created to",
  updated_from: "Changed from",
  updated_to: "Changed to",
  total_min: "Total from",
  total_max: "Total to",
  currency: "Currency",
  product: "Product",
  customer_email: "Customer e-mail",
} as const satisfies Readonly<Record<Exclude<(typeof NAMES)[number], "status">, string>>;
export type FilterField = keyof typeof FILTER_LABELS;

const labels: Readonly<Record<string, string>> = FILTER_LABELS;
const formQuery = orderQueryNamed((name) => labels[name] ?? name);

/**
 * All that the form asks for; what is empty is not asked for, and whatever the form does not have stays.
 * @param before what the form was opened with: a moment may be finer than a day, or of another time zone, and stays as it was
 *   where nobody chose another day
 */
export function parseFilterForm(
  form: FormData,
  before: OrderQuery,
): { filter: OrderFilter } | { errors: FilterErrors } {
  const textOf = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  const days = DAYS.map(([name, toMoment]) => {
    const day = textOf(name);
    if (day && day === dayOf(before[name])) return [name, before[name]] as const;
    return [name, day && (toMoment(day) ?? day)] as const;
  });
  const texts = TEXTS.map((name) => [name, textOf(name)] as const);
  const status = ORDER_STATUSES.filter((one) => form.getAll("status").includes(one));
  const given = [...days, ...texts, ["status", status.length > 0 ? status : undefined] as const].filter(
    ([, value]) => value !== undefined,
  );
  const parsed = formQuery.safeParse(Object.fromEntries(given));
  if (!parsed.success)
    return {
      errors: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message])),
    };
  return { filter: { ...NOTHING_ASKED, ...withoutSort(parsed.data) } };
}

const withoutSort = (query: OrderQuery): OrderFilter =>
  Object.fromEntries(Object.entries(query).filter(([name]) => name !== "sort"));

/** Takes every filter of the form away. */
export const NOTHING_ASKED = Object.fromEntries(NAMES.map((name) => [name, undefined])) as OrderFilter;

/** What the form shows at first. */
export function toFilterForm(query: OrderQuery): Readonly<Record<string, string>> {
  const days = DAYS.map(([name]) => [name, dayOf(query[name])]);
  const texts = TEXTS.map((name) => [name, query[name] === undefined ? "" : String(query[name])]);
  return Object.fromEntries([...days, ...texts]) as Record<string, string>;
}
