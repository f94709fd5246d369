// The order form: what is typed, and the contract's rules over it.
import {
  createOrderBody,
  currencyCode,
  minorDigits,
  priceProblem,
  toDecimal,
  toMinor,
  type NewOrder,
  type Order,
  type ProblemError,
} from "@order-desk/contract";
import * as z from "zod/mini";

/** Everything as it is typed. */
export type OrderFormValues = {
  readonly customer_name: string;
  readonly customer_email: string;
  readonly product_name: string;
  readonly quantity: string;
  readonly price: string;
};
export type OrderFormField = keyof OrderFormValues;

export const FORM_FIELDS = [
  "customer_name",
  "customer_email",
  "product_name",
  "quantity",
  "price",
] as const satisfies readonly OrderFormField[];

export const emptyOrderForm: OrderFormValues = {
  customer_name: "",
  customer_email: "",
  product_name: "",
  quantity: "1",
  price: "",
};

const isCurrency = (currency: string) => currencyCode.safeParse(currency).success;

/** With the decimals its currency has, unless it has more: what is shown must be what it is. */
function writePrice(price: number, currency: string): string {
  const written = price.toFixed(isCurrency(currency) ? minorDigits(currency) : 0);
  return Number(written) === price ? written : String(price);
}

export const toFormValues = (order: Order): OrderFormValues => ({
  customer_name: order.customer_name,
  customer_email: order.customer_email,
  product_name: order.product_name,
  quantity: String(order.quantity),
  price: writePrice(order.price, order.currency),
});

const DECIMAL = /^\d+(?:[.,](\d+))?$/;

/** Reads a number as people type it, a decimal comma included. Nothing typed is undefined, no number is NaN. */
export function readNumber(typed: string): number | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  return DECIMAL.test(text) ? Number(text.replace(",", ".")) : NaN;
}

const decimalsOf = (typed: string): number => DECIMAL.exec(typed.trim())?.[1]?.length ?? 0;

// "1.000" may mean a thousand or one: rather ask than guess, though as a number it would pass.
function ambiguities({ quantity, price }: OrderFormValues, currency: string) {
  const found = new Map<PropertyKey, string>();
  if (decimalsOf(quantity) > 0) found.set("quantity", "The quantity must be a whole number");
  const digits = isCurrency(currency) ? minorDigits(currency) : Infinity;
  if (decimalsOf(price) > digits) found.set("price", decimalsProblem(currency, digits));
  return found;
}

// A price with one decimal too many, so that the words are the contract's.
const decimalsProblem = (currency: string, digits: number) =>
  priceProblem({ price: 10 ** -(digits + 1), quantity: 1, currency }) ?? "";

// An empty text is a missing field: the contract then says "is required".
const readText = (typed: string) => (typed.trim() === "" ? undefined : typed);

function toBody(values: OrderFormValues) {
  return {
    customer_name: readText(values.customer_name),
    customer_email: readText(values.customer_email),
    product_name: readText(values.product_name),
    quantity: readNumber(values.quantity),
    price: readNumber(values.price),
  };
}

/** The contract's rules for a form whose price is in `currency`. Every field is judged, also when another is wrong. */
export function orderFormSchema(currency: string) {
  return z.pipe(
    z.custom<OrderFormValues>(),
    z.transform((values: OrderFormValues, context): NewOrder => {
      const body = toBody(values);
      const parsed = createOrderBody.safeParse(body);
      const problems = ambiguities(values, currency);
      for (const { path, message } of parsed.error?.issues ?? [])
        problems.set(path[0] ?? "", problems.get(path[0] ?? "") ?? message);
      const { price = 0, quantity = 1 } = body;
      const isPriceJudged = problems.has("price") || problems.has("quantity");
      const problem = !isPriceJudged && isCurrency(currency) && priceProblem({ price, quantity, currency });
      if (problem) problems.set("price", problem);
      for (const [field, message] of problems)
        context.issues.push({ code: "custom", path: [field], message, input: values });
      return parsed.data ?? z.NEVER;
    }),
  );
}

/** Price × quantity as it will be, or undefined while one of them makes no sense. */
export function totalOfForm(quantityTyped: string, priceTyped: string, currency: string): number | undefined {
  const quantity = readNumber(quantityTyped) ?? 1;
  const price = readNumber(priceTyped) ?? 0;
  if (!Number.isInteger(quantity) || quantity < 1 || !(price >= 0) || !isCurrency(currency)) return undefined;
  if (decimalsOf(quantityTyped) > 0 || decimalsOf(priceTyped) > minorDigits(currency)) return undefined;
  const minor = toMinor(price, currency);
  return minor === undefined ? undefined : toDecimal(minor * quantity, currency);
}

/** The server's errors by field; what belongs to no field of the form is left over. */
export function errorsByField(errors: readonly ProblemError[]) {
  const byField = new Map<OrderFormField, string>();
  const others: string[] = [];
  for (const { pointer, message } of errors) {
    const field = FORM_FIELDS.find((name) => pointer === `/${name}`);
    if (field) byField.set(field, message);
    else others.push(message);
  }
  return { byField, others };
}
