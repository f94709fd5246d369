import type { Order } from "@order-desk/contract";
import { describe, expect, it } from "vitest";
import { changesOf, meanwhile } from "./editedOrder";

const order = {
  customer_name: "Ada",
  customer_email: "ada@analytical.example",
  product_name: "Compass",
  quantity: 3,
  price: 99,
  currency: "GBP",
} as Order;

describe("changesOf", () => {
  it("when one field differs, then only that field is sent", () => {
    expect(changesOf({ ...order, quantity: 4 }, order)).toEqual({ quantity: 4 });
  });

  it("when nothing differs, then there is nothing to send", () => {
    expect(changesOf(order, order)).toEqual({});
  });
});

describe("meanwhile", () => {
  const latest = { ...order, customer_name: "Ada L.", price: 120 };

  it("when a touched field changed elsewhere, then it says to what", () => {
    expect(meanwhile(order, latest, { customer_name: true })).toEqual({
      customer_name: "Changed meanwhile to Ada L.",
    });
  });

  it("when an untouched field changed elsewhere, then it just follows", () => {
    expect(meanwhile(order, latest, { quantity: true })).toEqual({});
  });
});
