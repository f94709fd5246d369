import type { Order, OrderEvent } from "@order-desk/contract";
import { expect, test } from "vitest";
import { idOf, orderOf } from "../../test/modelShop";
import {
  applyOrderEvent,
  applyOrderEvents,
  applyOwnDeletion,
  applyPage,
  applySnapshot,
  beginRefetch,
  NO_ORDERS,
  type OrdersState,
} from "./applyOrderEvent";

const metaAt = (position: number, version: number) => ({
  cursor: position.toString().padStart(16, "0"),
  version,
  committed_at: "2026-11-22T10:00:00.000Z",
  changed: [],
});
const updated = (position: number, order: Order, rewound = false): OrderEvent => ({
  type: "order-updated",
  order,
  meta: { ...metaAt(position, order.version), rewound },
});
const created = (position: number, order: Order): OrderEvent => ({
  type: "order-created",
  order,
  meta: metaAt(position, order.version),
});
const deleted = (position: number, version: number): OrderEvent => ({
  type: "order-deleted",
  order: { _id: idOf(1), order_number: 1002 },
  meta: metaAt(position, version),
});
const version = (number: number, name = "") => orderOf(1, { version: number, customer_name: name });
const heldIn = (state: OrdersState) => state.orders.get(idOf(1))?.order;

test("when an event comes twice, then the second one changes nothing", () => {
  const once = applyOrderEvents(NO_ORDERS, [updated(1, version(1, "a")), updated(2, version(1, "b"))]);
  const twice = applyOrderEvent(once, updated(1, version(1, "a")));
  expect(heldIn(twice)?.customer_name).toBe("b");
});

test("when a repeat comes after a fetch has brought the order again, then it still changes nothing", () => {
  const told = applyOrderEvents(NO_ORDERS, [updated(1, version(1, "a")), updated(2, version(1, "b"))]);
  const fetched = applyPage(told, [version(1, "b")], told.seq);
  expect(heldIn(applyOrderEvent(fetched, updated(1, version(1, "a"))))?.customer_name).toBe("b");
});

test("when a fetch has shown a newer version, then an older event is dropped", () => {
  const fetched = applyPage(NO_ORDERS, [version(3)], 0);
  expect(heldIn(applyOrderEvent(fetched, updated(1, version(2))))?.version).toBe(3);
});

test("when somebody changes an order without raising its version, then it is shown all the same", () => {
  const fetched = applyPage(NO_ORDERS, [version(3, "old")], 0);
  expect(heldIn(applyOrderEvent(fetched, updated(1, version(3, "new"))))?.customer_name).toBe("new");
});

test("when somebody sets the version back, then the older version is shown", () => {
  const fetched = applyPage(NO_ORDERS, [version(3)], 0);
  expect(heldIn(applyOrderEvent(fetched, updated(1, version(1), true)))?.version).toBe(1);
});

test("when a page arrives late, then what events said since it was asked for wins", () => {
  const told = applyOrderEvent(NO_ORDERS, updated(1, version(1, "told")));
  expect(heldIn(applyPage(told, [version(1, "read before")], 0))?.customer_name).toBe("told");
});

test("when a page arrives late with a lower version, then the higher one stays", () => {
  const state = applyPage(applyPage(NO_ORDERS, [version(2)], 0), [version(1)], 0);
  expect(heldIn(state)?.version).toBe(2);
});

test("when a page has the version that is held, then the page is believed", () => {
  const told = applyOrderEvent(NO_ORDERS, updated(1, version(1, "told")));
  expect(heldIn(applyPage(told, [version(1, "read later")], told.seq))?.customer_name).toBe("read later");
});

test("when an order was deleted while a page was on its way, then the page does not bring it back", () => {
  const told = applyOrderEvents(NO_ORDERS, [created(1, version(1)), deleted(2, 1)]);
  expect(heldIn(applyPage(told, [version(1)], 1))).toBeUndefined();
  expect(told.deleted.get(idOf(1))?.order).toEqual(version(1));
});

test("when a page is asked for after a deletion and has the order, then it has come back", () => {
  const told = applyOrderEvents(NO_ORDERS, [created(1, version(1)), deleted(2, 1)]);
  expect(heldIn(applyPage(told, [version(2)], told.seq))?.version).toBe(2);
});

test("when a deletion is undone, then the order is back", () => {
  const told = applyOrderEvents(NO_ORDERS, [created(1, version(1)), deleted(2, 1), created(3, version(2))]);
  expect(heldIn(told)?.version).toBe(2);
  expect(told.deleted.size).toBe(0);
});

test("when the server does not know the version of what was deleted, then it is deleted all the same", () => {
  const fetched = applyPage(NO_ORDERS, [version(3)], 0);
  expect(heldIn(applyOrderEvent(fetched, deleted(1, 0)))).toBeUndefined();
});

test("when this tab deletes, then older news on their way do not bring the order back", () => {
  const gone = applyOwnDeletion(applyPage(NO_ORDERS, [version(1)], 0), idOf(1), 0);
  expect(heldIn(gone)).toBeUndefined();
  const late = applyOrderEvent(gone, updated(1, version(2)));
  expect(heldIn(late)).toBeUndefined();
  const undone = applyOrderEvents(late, [deleted(2, 2), created(3, version(3))]);
  expect(heldIn(undone)?.version).toBe(3);
});

test("when events were missed after this tab's deletion, then news of the order count again", () => {
  const gone = applyOwnDeletion(applyPage(NO_ORDERS, [version(1)], 0), idOf(1), 0);
  const state = applyOrderEvent(beginRefetch(gone), updated(9, version(3)));
  expect(heldIn(state)?.version).toBe(3);
});

test("when this tab deletes after the stream began anew with lower cursors, then a restore is still heard", () => {
  const begun = beginRefetch(applyOrderEvent(NO_ORDERS, updated(900, version(1))));
  const fetched = applySnapshot(applyPage(begun, [version(1)], begun.seq), [version(1)], begun.seq);
  const gone = applyOwnDeletion(fetched, idOf(1), fetched.seq);
  expect(heldIn(applyOrderEvents(gone, [deleted(1, 1), created(2, version(2))]))?.version).toBe(2);
});

test("when events were missed, then what is held stays until it is fetched again", () => {
  const begun = beginRefetch(applyPage(NO_ORDERS, [version(5), orderOf(2)], 0));
  expect(begun.orders.size).toBe(2);
  const landed = applySnapshot(begun, [version(2)], begun.seq);
  expect([...landed.orders.values()].map(({ order }) => order)).toEqual([version(2)]);
});

test("when the stream began anew with lower cursors, then its events count", () => {
  const told = applyOrderEvent(NO_ORDERS, updated(900, version(5)));
  const begun = beginRefetch(told);
  const news = applyOrderEvent(begun, updated(1, version(2)));
  expect(heldIn(applySnapshot(news, [version(1)], begun.seq))?.version).toBe(2);
});

test("when a page from before the gap arrives after it, then it is not used", () => {
  const begun = beginRefetch(NO_ORDERS);
  const landed = applySnapshot(begun, [], begun.seq);
  expect(applyPage(landed, [version(1)], 0).orders.size).toBe(0);
});
