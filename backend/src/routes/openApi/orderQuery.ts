// The parameters in which orders are asked for.
import { DEFAULT_SORT, ORDER_SORTS, SEARCH_MAX, WORD_MAX, type OrderQuery } from "@order-desk/contract";
import { parameter, text } from "./parts.js";

const MOMENT = { type: "string", examples: ["2026-11-22", "2026-11-22T09:30:00Z"] };
const AMOUNT = { type: "string", pattern: "^\\d{1,15}(\\.\\d{1,4})?$", examples: ["49.90"] };

const PARAMETERS: { readonly [Name in keyof OrderQuery]-?: readonly [string, object] } = {
  q: [
    `Every word must begin a word of the order's number, customer, e-mail or product. Words are runs of letters and digits; case, accents and width do not matter, and of a word its first ${WORD_MAX} characters count. A whole order id finds that order`,
    { type: "string", maxLength: SEARCH_MAX },
  ],
  status: ["Only these statuses, separated by commas", text],
  created_from: ["Created at or after this day (UTC) or time", MOMENT],
  created_to: ["Created at or before this day (UTC, the whole of it) or time", MOMENT],
  updated_from: ["Last changed at or after this day (UTC) or time", MOMENT],
  updated_to: ["Last changed at or before this day (UTC, the whole of it) or time", MOMENT],
  total_min: ["Total of at least so much, in whatever currency the order has", AMOUNT],
  total_max: ["Total of at most so much, in whatever currency the order has", AMOUNT],
  currency: ["ISO 4217 code", text],
  product: ["The product's whole name; case, accents and width do not matter", text],
  customer_email: ["The customer's whole address; case does not matter", text],
  sort: [
    "A minus sorts downwards. `status` is in the sequence of an order's life, the newest of each first",
    { enum: ORDER_SORTS, default: DEFAULT_SORT },
  ],
};

export const ORDER_QUERY = Object.entries(PARAMETERS).map(([name, [description, schema]]) =>
  parameter("query", name, description, schema),
);
