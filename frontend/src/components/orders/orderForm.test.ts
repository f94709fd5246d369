import type { Order } from "@order-desk/contract";
import { describe, expect, it } from "vitest";
import {
  emptyOrderForm,
  errorsByField,
  orderFormSchema,
  readNumber,
  toFormValues,
  totalOfForm,
} from "./orderForm";

const filled = {
  ...emptyOrderForm,
  customer_name: "Ada Lovelace",
  customer_email: "ada@analytical.example",
  product_name: "Brass drafting compass",
};
const judge = (values: Partial<typeof filled>, currency = "USD") => {
  const { data, error } = orderFormSchema(currency).safeParse({ ...filled, ...values });
  const told = (error?.issues ?? []).map(({ path, message }) => [String(path[0]), message] as const);
  return { data, errors: new Map(told) };
};

describe("orderFormSchema", () => {
  it("when only the required fields are typed, then the rest falls back to the contract's", () => {
    expect(judge({}).data).toMatchObject({
      customer_name: "Ada Lovelace",
      quantity: 1,
      price: 0,
      status: "pending",
    });
  });

  it("when nothing is typed, then each required field says so", () => {
    const { errors } = judge(emptyOrderForm);
    expect([...errors.keys()]).toEqual(["customer_name", "customer_email", "product_name"]);
    expect(errors.get("customer_name")).toBe("The customer's name is required");
  });

  it("when the price has too many decimals and the name is missing, then both are told", () => {
    const { errors } = judge({ customer_name: "", price: "1.234" });
    expect(errors.get("customer_name")).toBe("The customer's name is required");
    expect(errors.get("price")).toBe("The price must have at most 2 decimals in USD");
  });

  it("when the currency has no decimals, then a price with some is refused", () => {
    expect(judge({ price: "10.5" }, "JPY").errors.get("price")).toContain("JPY has no decimals");
  });

  it.each(["abc", "1,000.00", "1e3", "0x10", "-1", "+1", ".5", "5."])(
    "when the price is %j, then it must be a number",
    (price) => {
      expect(judge({ price }).errors.get("price")).toBe("The price must be a number");
    },
  );

  it.each(["1.000", "1,000"])("when the price is %j, then it is not guessed what that means", (price) => {
    expect(judge({ price }).errors.get("price")).toBe("The price must have at most 2 decimals in USD");
    expect(judge({ price }, "KWD").data?.price).toBe(1);
    expect(judge({ price }, "JPY").errors.get("price")).toContain("JPY has no decimals");
  });

  it.each(["1.000", "2,0"])("when the quantity is %j, then it is no whole number", (quantity) => {
    expect(judge({ quantity }).errors.get("quantity")).toBe("The quantity must be a whole number");
    expect(totalOfForm(quantity, "1", "USD")).toBeUndefined();
  });

  it("when the quantity is broken, then only the quantity is told", () => {
    expect([...judge({ quantity: "1.5", price: "2" }).errors]).toEqual([
      ["quantity", "The quantity must be a whole number"],
    ]);
  });
});

describe("readNumber", () => {
  it.each([
    ["", undefined],
    [" 12 ", 12],
    ["12,50", 12.5],
    ["12.50", 12.5],
    ["1,000", 1],
    ["1.000,00", Number.NaN],
    ["0x10", Number.NaN],
  ])("when %j is typed, then it is %s", (typed, expected) => {
    expect(readNumber(typed)).toBe(expected);
  });
});

describe("totalOfForm", () => {
  it("when price and quantity are fine, then the total has no rounding dust", () => {
    expect(totalOfForm("3", "0.1", "USD")).toBe(0.3);
  });

  it.each([
    ["0", "1"],
    ["x", "1"],
    ["1", "-1"],
    ["1", "1.234"],
    ["1", "1.000"],
  ])("when quantity is %s and price %s, then there is none", (quantity, price) => {
    expect(totalOfForm(quantity, price, "USD")).toBeUndefined();
  });
});

describe("toFormValues", () => {
  const order = { customer_name: "A", customer_email: "a@b.example", product_name: "P", quantity: 2 };

  it.each([
    [89, "USD", "89.00"],
    [13_600, "JPY", "13600"],
    [0.125, "USD", "0.125"],
    [5, "nonsense", "5"],
  ])("when the price is %s %s, then the field shows %s", (price, currency, expected) => {
    expect(toFormValues({ ...order, price, currency } as Order).price).toBe(expected);
  });
});

describe("errorsByField", () => {
  it("when the server points at a field, then the error is that field's; another is left over", () => {
    const { byField, others } = errorsByField([
      { pointer: "/customer_email", message: "One address only" },
      { pointer: "/currency", message: "No such currency" },
    ]);
    expect([...byField]).toEqual([["customer_email", "One address only"]]);
    expect(others).toEqual(["No such currency"]);
  });
});
