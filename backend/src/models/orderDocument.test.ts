import { order } from "@order-desk/contract";
import fc from "fast-check";
import { Binary, Decimal128, Long, ObjectId, Timestamp } from "mongodb";
import { describe, expect, it } from "vitest";
import { toOrder, type StoredOrder } from "./orderDocument.js";

const _id = new ObjectId("6b037e7e0000000000000001");
const whole: StoredOrder = {
  _id,
  order_number: 1001,
  version: 3,
  customer_name: "Ada",
  customer_email: "ada@example.com",
  product_name: "Lamp",
  quantity: 2,
  price_minor: 999,
  total_minor: 1998,
  currency: "EUR",
  status: "shipped",
  created_at: new Date("2026-01-01T00:00:00Z"),
  updated_at: new Date("2026-01-02T00:00:00Z"),
};

describe("toOrder", () => {
  it("when the API wrote the order, then amounts are decimals and times are ISO", () => {
    expect(toOrder(whole, "USD")).toMatchObject({
      price: 9.99,
      total: 19.98,
      currency: "EUR",
      created_at: "2026-01-01T00:00:00.000Z",
    });
  });

  it("when everything but the id is missing, then the contract's defaults stand there", () => {
    const shown = toOrder({ _id }, "JPY");
    expect(order.safeParse(shown).success).toBe(true);
    expect(shown).toMatchObject({ version: 0, quantity: 1, price: 0, currency: "JPY", status: "pending" });
    expect(shown.created_at).toBe(_id.getTimestamp().toISOString());
  });

  it("when a script wrote the wire's price, then it is shown with its total", () => {
    expect(toOrder({ _id, price: 1.25, quantity: 3 }, "USD")).toMatchObject({ price: 1.25, total: 3.75 });
  });

  it.each<[string, Partial<StoredOrder>]>([
    ["a version that is not whole", { version: 1.5 }],
    ["a negative version", { version: -1 }],
    ["a number that is none", { order_number: NaN, quantity: NaN, price_minor: NaN, total_minor: Infinity }],
    ["a date that is none", { created_at: new Date(NaN), updated_at: new Date(NaN) }],
    ["a date beyond ISO years", { created_at: new Date(8.64e15) }],
    ["an unknown currency", { currency: "euro!" }],
  ])("when a script wrote %s, then the order is still one that a tab can read", (_what, fields) => {
    expect(
      order.safeParse(JSON.parse(JSON.stringify(toOrder({ ...whole, ...fields }, "USD")))).error,
    ).toBeUndefined();
  });

  it("when numbers are stored as Decimal128 or Long, then they are read as the numbers that they are", () => {
    const numbers = { version: Long.fromNumber(4), price_minor: Decimal128.fromString("1250"), quantity: 2 };
    expect(toOrder({ _id, ...numbers, order_number: Long.MAX_VALUE }, "USD")).toMatchObject({
      ...{ version: 4, price: 12.5, total: 25, order_number: 0 },
    });
  });

  it("when a document holds anything that BSON can, then it never throws and a tab can read the order", () => {
    const scalar = fc.oneof(
      ...[fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined)],
      ...[fc.date({ noInvalidDate: false }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
      fc.double().map((value) => Decimal128.fromString(Number.isFinite(value) ? String(value) : "NaN")),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value)),
      fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
      fc.uint8Array().map((bytes) => new Binary(bytes)),
      fc.constant(new Timestamp({ t: 1, i: 1 })),
      ...[fc.constant(/x/), fc.constant("USD"), fc.constant("shipped")],
    );
    const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.dictionary(fc.string(), scalar));
    const fields = Object.fromEntries([...Object.keys(whole), "price"].map((name) => [name, value]));
    const changed = fc.record(fields, { requiredKeys: [] });
    fc.assert(
      fc.property(
        changed,
        fc.boolean(),
        fc.constantFrom("USD", "JPY", "KWD"),
        (odd, isElseWhole, currency) => {
          const shown = toOrder(isElseWhole ? { ...whole, ...odd } : odd, currency);
          expect(order.safeParse(JSON.parse(JSON.stringify(shown))).error).toBeUndefined();
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
