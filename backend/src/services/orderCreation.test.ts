import type { NewOrder, Order } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Claim } from "../models/IdempotencyKey.js";
import type { OrderModel } from "../models/Order.js";
import { orderCreation, type OrderCreationParts } from "./orderCreation.js";
import { REQUEST_DEADLINE_MS } from "./deadline.js";

const BODY: NewOrder = {
  ...{ customer_name: "Ada", customer_email: "ada@example.com", product_name: "Lamp" },
  ...{ quantity: 1, price: 0, status: "pending" },
};

/** A key that another backend has claimed; its order is there after `looks` looks. */
function claimedElsewhere(looks: number) {
  let taken = 1000;
  let seen = 0;
  const claimed: Claim = { fingerprint: "", order: { order_number: 7 } as Order };
  const parts: OrderCreationParts = {
    shopCurrency: "USD",
    orders: {
      newDocument: (fields: object) => ({ _id: new ObjectId(), ...fields }),
    } as unknown as OrderModel,
    numbers: {
      take: async () => await Promise.resolve([++taken]),
      skipTaken: async () => await Promise.resolve(),
      close: async () => await Promise.resolve(),
    },
    idempotency: {
      find: async () => await Promise.resolve(++seen > looks ? claimed : undefined),
      claim: async (_key, fingerprint) => {
        Object.assign(claimed, { fingerprint });
        return await Promise.resolve(false);
      },
      write: async () => await Promise.reject(new Error("It is claimed elsewhere")),
      finish: async () => await Promise.reject(new Error("Nothing is left behind")),
    },
  };
  return { create: orderCreation(parts), taken: () => taken - 1000 };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a key that another backend has just claimed", () => {
  it("when its order is on a majority a little later, then it is given, and no more numbers are used", async () => {
    const { create, taken } = claimedElsewhere(4);
    const created = create(BODY, "api", "key");
    await vi.advanceTimersByTimeAsync(1_000);
    expect([(await created).order.order_number, taken()]).toEqual([7, 1]);
  });

  it("when it does not come in time, then the client is told to try again", async () => {
    const { create } = claimedElsewhere(Infinity);
    const created = expect(create(BODY, "api", "key")).rejects.toMatchObject({
      code: "database_unavailable",
    });
    await vi.advanceTimersByTimeAsync(REQUEST_DEADLINE_MS + 100);
    await created;
  });
});
