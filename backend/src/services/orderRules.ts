// What a client's request means for an order: pure, so that every rule can be tried without a database.
import {
  canTransition,
  EDITABLE_FIELDS,
  ORDER_TRANSITIONS,
  priceProblem,
  toMinor,
  type Amounts,
  type NewOrder,
  type Order,
  type OrderChanges,
} from "@order-desk/contract";
import type { ChangedFields, OrderFields } from "../models/orderUpdate.js";
import { DomainError, invalid } from "./errors.js";

/** The versions that an If-Match header accepts; undefined: no such header; "*": any that exists. */
export type Precondition = ReadonlySet<number> | "*" | undefined;

/** Integers in minor units; throws when the price does not fit its currency. */
function toMinorAmounts(amounts: Amounts) {
  const problem = priceProblem(amounts);
  const price_minor = toMinor(amounts.price, amounts.currency);
  if (problem !== undefined || price_minor === undefined)
    throw invalid([{ pointer: "/price", message: problem ?? "The price does not fit its currency" }]);
  return { price_minor, total_minor: price_minor * amounts.quantity };
}

/** What is stored for a new order, but for its number. */
export function toNewFields(
  { price, ...rest }: NewOrder,
  shopCurrency: string,
): Omit<OrderFields, "order_number"> {
  const currency = rest.currency ?? shopCurrency;
  return { ...rest, currency, ...toMinorAmounts({ price, quantity: rest.quantity, currency }) };
}

export function assertPrecondition(current: Order, ifMatch: Precondition): void {
  if (ifMatch === undefined || ifMatch === "*" || ifMatch.has(current.version)) return;
  throw new DomainError(
    "version_mismatch",
    `The order is at version ${current.version} by now. Look at \`current\` and send the change again with its version.`,
    { current },
  );
}

function assertTransition(current: Order, changes: OrderChanges): void {
  const { status } = changes;
  if (status === undefined || status === current.status || canTransition(current.status, status)) return;
  const allowed = ORDER_TRANSITIONS[current.status];
  const next = allowed.length === 0 ? "That is a final status." : `Allowed from here: ${allowed.join(", ")}.`;
  throw new DomainError(
    "transition_not_allowed",
    `An order that is ${current.status} cannot become ${status}. ${next}`,
    { allowed, current },
  );
}

/** The fields to store; undefined when the order is like that already. */
export function toChangedFields(current: Order, changes: OrderChanges): ChangedFields | undefined {
  const given = EDITABLE_FIELDS.filter(
    (name) => changes[name] !== undefined && changes[name] !== current[name],
  );
  if (given.length === 0) return undefined;
  assertTransition(current, changes);
  const { price, ...changed } = Object.fromEntries(
    given.map((name) => [name, changes[name]]),
  ) as OrderChanges;
  const money = given.some((name) => name === "price" || name === "quantity" || name === "currency");
  return {
    ...changed,
    ...(money && toMinorAmounts({ ...current, ...changed, price: price ?? current.price })),
  };
}
