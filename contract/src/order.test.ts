import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changedOrder,
  createOrderBody,
  EDITABLE_FIELDS,
  order,
  orderId,
  QUANTITY_MAX,
  undoBody,
  updateOrderBody,
} from "./order.js";
import { priceProblem } from "./money.js";
import { sampleOrder } from "./samples.js";

const SMALLEST = { customer_name: "Ada", customer_email: "ada@example.com", product_name: "Lamp" };
const pointers = (result: { error?: { issues: { path: PropertyKey[]; code: string; keys?: string[] }[] } }) =>
  result.error?.issues.flatMap(({ path, keys }) => keys ?? path.map(String));

describe("createOrderBody", () => {
  it("when only the required fields are given, then the defaults are filled in", () => {
    expect(createOrderBody.parse(SMALLEST)).toEqual({
      ...SMALLEST,
      quantity: 1,
      price: 0,
      status: "pending",
    });
  });

  it.each(["customer_name", "customer_email", "product_name"] as const)(
    "when %s is left out, then that is the one thing to mend",
    (field) => {
      expect(pointers(createOrderBody.safeParse({ ...SMALLEST, [field]: undefined }))).toEqual([field]);
    },
  );

  it.each([
    ["quantity", [0, -1, 1.5, 1e9, QUANTITY_MAX + 1, "1", null, true, Number.NaN, Number.POSITIVE_INFINITY]],
    ["price", [-1, -0.01, "12", null, 1e400, Number.NaN, 1_000_000_000, [], { $gt: "" }]],
    ["status", ["open", "", "PENDING", null, 1, { $ne: "x" }]],
    ["currency", ["usd", "€", "", null, 1]],
  ])("when %s is any of %j, then it is refused at that field", (field, values) => {
    for (const value of values)
      expect(
        pointers(createOrderBody.safeParse({ ...SMALLEST, [field]: value })),
        JSON.stringify(value),
      ).toContain(field);
  });

  it.each([
    "constructor",
    "__proto__",
    "prototype",
    "toString",
    "items.0.price",
    "$where",
    "_id",
    "version",
    "total",
  ])("when the body has an own field %s, then it is refused and no prototype is touched", (field) => {
    const body: unknown = JSON.parse(JSON.stringify(SMALLEST).replace("{", `{"${field}":{"admin":true},`));
    expect(pointers(createOrderBody.safeParse(body))).toEqual([field]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each([null, [], "text", 1, undefined])("when the body is %j, then it is refused", (body) => {
    expect(createOrderBody.safeParse(body).success).toBe(false);
  });
});

describe("updateOrderBody", () => {
  it("when nothing is given, then nothing is added", () => {
    expect(updateOrderBody.parse({})).toEqual({});
  });
  it("when a whole order is sent back, then the fields of the server are let through to be ignored", () => {
    const own = { _id: "x", order_number: 1, version: 9, total: 1, created_at: "x", updated_at: "x" };
    expect(updateOrderBody.safeParse({ ...SMALLEST, ...own }).success).toBe(true);
    expect(EDITABLE_FIELDS.filter((name) => name in own)).toEqual([]);
  });
  it.each(["role", "__proto__", "constructor", "price_minor"])(
    "when %s is given, then it is refused",
    (field) => {
      expect(pointers(updateOrderBody.safeParse(JSON.parse(`{"${field}":{}}`)))).toEqual([field]);
    },
  );
});

describe("orderId", () => {
  it.each(["0".repeat(24), "507F1F77bcf86cd799439011"])("when it is %s, then it is accepted", (id) => {
    expect(orderId.safeParse(id).success).toBe(true);
  });
  it.each(["", "0".repeat(23), "0".repeat(25), "g".repeat(24), `${"0".repeat(24)}\n`, null])(
    "when it is %j, then it is refused",
    (id) => {
      expect(orderId.safeParse(id).success).toBe(false);
    },
  );
});

describe("sampleOrder", () => {
  it("when any sample is made, then it is a valid order, the same each time", () => {
    fc.assert(
      fc.property(fc.nat(), (index) => {
        const sample = sampleOrder(index);
        const parsed = createOrderBody.parse(sample);
        expect(parsed).toEqual(sample);
        expect(priceProblem({ ...parsed, currency: parsed.currency ?? "USD" })).toBeUndefined();
        expect(sampleOrder(index)).toEqual(sample);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("undo", () => {
  it("when a version is given, then it is taken; anything else is refused", () => {
    expect(undoBody.parse({ version: 2 })).toEqual({ version: 2 });
    for (const version of [0, -1, 1.5, "2", null, undefined, Number.NaN, 2 ** 60])
      expect(pointers(undoBody.safeParse({ version }))).toEqual(["version"]);
    expect(pointers(undoBody.safeParse({ version: 2, status: "pending" }))).toEqual(["status"]);
  });

  it("when an order was changed, then it may say until when that can be taken back; elsewhere it does not", () => {
    const at = "2026-11-22T10:00:00.000Z";
    const given = {
      ...{ _id: "a".repeat(24), order_number: 1001, version: 2, ...SMALLEST },
      ...{
        quantity: 1,
        price: 0,
        currency: "EUR",
        total: 0,
        status: "shipped",
        created_at: at,
        updated_at: at,
      },
    };
    expect(changedOrder.parse(given)).toEqual(given);
    expect(changedOrder.parse({ ...given, undo_until: at })).toEqual({ ...given, undo_until: at });
    expect(order.parse({ ...given, undo_until: at })).toEqual(given);
  });
});
