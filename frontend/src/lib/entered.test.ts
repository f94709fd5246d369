import { parseParameters, type Order, type OrderEvent } from "@order-desk/contract";
import { describe, expect, it } from "vitest";
import { orderOf } from "../../test/modelShop";
import { hasEntered } from "./entered";

const meta = { cursor: "0".repeat(16), version: 2, committed_at: "2026-11-22T10:00:00.000Z" };
const queryOf = (parameters: string) => parseParameters(new URLSearchParams(parameters));

function updated(changes: Partial<Order>, before?: Partial<Order>): OrderEvent {
  const order = orderOf(1, { version: 2, ...changes });
  const changed = Object.keys({ ...changes, version: 2 });
  return { type: "order-updated", order, meta: { ...meta, changed, ...(before && { before }) } };
}
const created = (version: number): OrderEvent => ({
  type: "order-created",
  order: orderOf(1, { version }),
  meta: { ...meta, version, changed: [] },
});
const hasCome = (event: OrderEvent, parameters: string, before?: Order) =>
  hasEntered(event, before, queryOf(parameters));

describe("an order that is not held here", () => {
  it.each([
    [{ status: "processing" }, { status: "pending" }, "status=processing", true],
    [{ status: "processing" }, { status: "pending" }, "status=pending,processing", false],
    [{ total: 70 }, { total: 60 }, "total_min=50", false],
    [{ total: 70 }, { total: 40 }, "total_min=50", true],
    [{ total: 40 }, { total: 60 }, "total_min=50", false],
    [{ product_name: "Oak lamp" }, { product_name: "Tray" }, "q=lamp", true],
    [{ quantity: 2 }, { quantity: 1 }, "q=wire", false],
    [
      { updated_at: "2026-11-23T10:00:00.000Z" },
      { updated_at: "2026-11-20T10:00:00.000Z" },
      "updated_from=2026-11-21T00:00:00.000Z",
      false,
    ],
  ] as const)("when it becomes %j and was %j, then a list of %s says so truly", (now, before, query, is) =>
    expect(hasCome(updated(now, before), query)).toBe(is),
  );

  it("when the server does not know what it was either, then nothing is said", () => {
    expect(hasCome(updated({ status: "processing" }), "status=processing")).toBe(false);
  });
});

it("when the server does not say what an order was, then what the tab knew of it counts", () => {
  const event = updated({ status: "processing" });
  expect(hasCome(event, "status=processing", orderOf(1))).toBe(true);
  expect(hasCome(event, "status=pending,processing", orderOf(1))).toBe(false);
});

it("when an order is new, then it has entered; one that was deleted and has come back has not", () => {
  expect(hasCome(created(1), "status=pending")).toBe(true);
  expect(hasCome(created(1), "status=shipped")).toBe(false);
  expect(hasCome(created(3), "status=pending")).toBe(false);
});
