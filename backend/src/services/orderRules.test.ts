import { canTransition, ORDER_STATUSES, type NewOrder, type Order } from "@order-desk/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DomainError } from "./errors.js";
import { assertPrecondition, toChangedFields, toNewFields } from "./orderRules.js";

const ORDER: Order = {
  _id: "0".repeat(24),
  order_number: 1001,
  version: 3,
  customer_name: "Ada",
  customer_email: "ada@example.com",
  product_name: "Lamp",
  quantity: 2,
  price: 10.5,
  currency: "USD",
  total: 21,
  status: "pending",
  created_at: "2026-01-01T00:00:00.000Z",
  updated_at: "2026-01-01T00:00:00.000Z",
};
const NEW: NewOrder = {
  customer_name: "Ada",
  customer_email: "ada@example.com",
  product_name: "Lamp",
  quantity: 3,
  price: 0.1,
  status: "pending",
};
const thrown = (work: () => unknown): DomainError => {
  try {
    work();
  } catch (error) {
    return error as DomainError;
  }
  throw new Error("nothing was thrown");
};

describe("toNewFields", () => {
  it("when no currency is named, then it is the shop's; amounts are integers", () => {
    expect(toNewFields(NEW, "EUR")).toEqual({
      customer_name: "Ada",
      customer_email: "ada@example.com",
      product_name: "Lamp",
      quantity: 3,
      status: "pending",
      currency: "EUR",
      price_minor: 10,
      total_minor: 30,
    });
  });
  it("when the price has more decimals than the shop's currency, then it points at the price", () => {
    const { code, extras } = thrown(() => toNewFields(NEW, "JPY"));
    expect(code).toBe("validation_failed");
    expect(extras.errors?.[0]?.pointer).toBe("/price");
  });
});

describe("toChangedFields", () => {
  it("when everything is as it was, then nothing changes", () => {
    expect(toChangedFields(ORDER, {})).toBeUndefined();
    expect(toChangedFields(ORDER, { status: "pending", price: 10.5, customer_name: "Ada" })).toBeUndefined();
  });
  it.each([
    [{ quantity: 3 }, { quantity: 3, price_minor: 1050, total_minor: 3150 }],
    [{ price: 1 }, { price_minor: 100, total_minor: 200 }],
    [{ currency: "KWD" }, { currency: "KWD", price_minor: 10500, total_minor: 21000 }],
    [{ product_name: "Desk" }, { product_name: "Desk" }],
    [{ status: "shipped" as const, customer_name: "Ada" }, { status: "shipped" }],
  ])("when %j is asked, then %j is stored", (changes, stored) => {
    expect(toChangedFields(ORDER, changes)).toEqual(stored);
  });
  it("when the currency changes to one that the price does not fit, then it is refused", () => {
    expect(thrown(() => toChangedFields(ORDER, { currency: "JPY" })).code).toBe("validation_failed");
  });
  it("when any status is asked from any other, then the table decides", () => {
    const status = fc.constantFrom(...ORDER_STATUSES);
    fc.assert(
      fc.property(status, status, (from, to) => {
        const attempt = () => toChangedFields({ ...ORDER, status: from }, { status: to });
        if (from === to) expect(attempt()).toBeUndefined();
        else if (canTransition(from, to)) expect(attempt()).toEqual({ status: to });
        else expect(thrown(attempt).code).toBe("transition_not_allowed");
      }),
    );
  });
});

describe("assertPrecondition", () => {
  it.each([undefined, "*" as const, new Set([3]), new Set([1, 3])])(
    "when it is %s, then version 3 passes",
    (given) => {
      expect(() => assertPrecondition(ORDER, given)).not.toThrow();
    },
  );
  it.each([new Set([2]), new Set<number>()])(
    "when it names other versions, then the present order is given",
    (given) => {
      const { code, extras } = thrown(() => assertPrecondition(ORDER, given));
      expect([code, extras.current]).toEqual(["version_mismatch", ORDER]);
    },
  );
});
