import { ORDER_SORTS, ORDER_STATUSES, type Order, type OrderEvent } from "@order-desk/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyOrderEvents, applyPage, changedSince, NO_ORDERS, type OrdersState } from "./applyOrderEvent";
import { TO_THE_END } from "./depth";
import { RepeatedSelection, selectionOf, selectOrders } from "./selectOrders";

const ID = (n: number) => n.toString(16).padStart(24, "0");

const anOrder = fc.record({
  n: fc.integer({ min: 0, max: 11 }),
  total: fc.integer({ min: 0, max: 3 }),
  customer: fc.constantFrom("Ada", "ada", "Åsa", "Bo", "😀"),
  status: fc.constantFrom(...ORDER_STATUSES),
  minute: fc.integer({ min: 0, max: 4 }),
});
type Drawn = typeof anOrder extends fc.Arbitrary<infer T> ? T : never;

const toOrder = ({ n, total, customer, status, minute }: Drawn, version: number): Order => ({
  ...{ _id: ID(n), order_number: 1001 + n, version, status, currency: "USD", quantity: 1 },
  ...{ customer_name: customer, customer_email: "a@example.com", product_name: "Lamp", price: total, total },
  ...{ created_at: `2026-11-22T10:0${minute}:00.000Z`, updated_at: `2026-11-22T10:0${minute}:30.000Z` },
});

const aStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("changed" as const),
      orders: fc.array(anOrder, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("deleted" as const),
      orders: fc.array(anOrder, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("fetched" as const),
      orders: fc.array(anOrder, { maxLength: 5 }),
    }),
  },
);
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never;

let clock = 0;
function after(state: OrdersState, { kind, orders }: Step): OrdersState {
  clock += 1;
  const whole = orders.map((drawn) => toOrder(drawn, clock));
  if (kind === "fetched") return applyPage(state, whole, state.seq);
  const events = whole.map((order): OrderEvent => {
    const meta = {
      ...{ cursor: String((clock += 1)).padStart(9, "0"), version: order.version },
      ...{ committed_at: order.updated_at, changed: [] },
    };
    return kind === "deleted"
      ? { type: "order-deleted", order: { _id: order._id, order_number: order.order_number }, meta }
      : { type: "order-updated", order, meta };
  });
  return applyOrderEvents(state, events);
}

test("when changes come one after another, then the rows that follow them are those that one would select anew", () => {
  const lists = fc.record({
    sort: fc.constantFrom(...ORDER_SORTS),
    filter: fc.constantFrom("", "&status=pending", "&q=ada", "&total_min=2"),
    depth: fc.option(anOrder),
  });
  fc.assert(
    fc.property(lists, fc.array(aStep, { maxLength: 25 }), ({ sort, filter, depth }, steps) => {
      const selection = selectionOf(`sort=${sort}${filter}`);
      const downTo = depth === null ? TO_THE_END : selection.placeOf(toOrder(depth, 1));
      const followed = new RepeatedSelection();
      let state = NO_ORDERS;
      for (const step of steps) {
        state = after(state, step);
        expect(followed.rows(state, selection, downTo)).toEqual(selectOrders(state, selection, downTo));
      }
    }),
    { numRuns: 300 },
  );
});

test("when orders came of events, then it is known which may differ, and only from the orders right before", () => {
  const one = after(NO_ORDERS, {
    kind: "changed",
    orders: [{ n: 1, total: 1, customer: "Ada", status: "pending", minute: 1 }],
  });
  const two = after(one, {
    kind: "changed",
    orders: [{ n: 2, total: 1, customer: "Bo", status: "pending", minute: 1 }],
  });
  expect(changedSince(one.orders, two.orders)).toEqual(new Set([ID(2)]));
  expect(changedSince(NO_ORDERS.orders, two.orders)).toBeUndefined();
  expect(changedSince(NO_ORDERS.orders, one.orders)).toBeUndefined();
});

test("when nothing has changed, then the rows are the very same", () => {
  const selection = selectionOf("");
  const state = after(NO_ORDERS, {
    kind: "changed",
    orders: [{ n: 1, total: 1, customer: "Ada", status: "pending", minute: 1 }],
  });
  const followed = new RepeatedSelection();
  expect(followed.rows(state, selection, TO_THE_END)).toBe(followed.rows(state, selection, TO_THE_END));
});
