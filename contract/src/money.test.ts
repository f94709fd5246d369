import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyCode, minorDigits, priceProblem, toDecimal, toMinor } from "./money.js";

const CURRENCIES = Intl.supportedValuesOf("currency");
const currency = fc.constantFrom(...CURRENCIES);

describe("amounts", () => {
  it.each([
    ["USD", 2],
    ["EUR", 2],
    ["JPY", 0],
    ["KWD", 3],
  ])("when the currency is %s, then it has %i decimals", (code, digits) => {
    expect(minorDigits(code)).toBe(digits);
  });

  it.each([
    [999.99, "USD", 99999],
    [0.07, "USD", 7],
    [4.35, "EUR", 435],
    [1.005, "KWD", 1005],
    [1200, "JPY", 1200],
    [-0, "USD", 0],
  ])("when %d %s is turned into minor units, then it is %i", (amount, code, minor) => {
    expect(toMinor(amount, code)).toBe(minor);
  });

  it.each([
    [0.001, "USD"],
    [1.005, "EUR"],
    [0.5, "JPY"],
    [0.0001, "KWD"],
    [Number.NaN, "USD"],
    [Number.POSITIVE_INFINITY, "USD"],
  ])("when %d has more decimals than %s, then there are no minor units", (amount, code) => {
    expect(toMinor(amount, code)).toBeUndefined();
  });

  it("when minor units go to a decimal and back, then they are the same, also through JSON", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), currency, (minor, code) => {
        const sent = JSON.parse(JSON.stringify(toDecimal(minor, code))) as number;
        expect(toMinor(sent, code)).toBe(minor);
      }),
      { numRuns: 2_000 },
    );
  });

  it("when a decimal is written with the currency's digits, then it is exact", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.integer({ min: 0, max: 99 }),
        (whole, cents) => {
          const text = `${whole}.${String(cents).padStart(2, "0")}`;
          expect(toMinor(Number(text), "USD")).toBe(whole * 100 + cents);
        },
      ),
    );
  });
});

describe("priceProblem", () => {
  it.each([
    [{ price: 0.001, quantity: 1, currency: "USD" }, "The price must have at most 2 decimals in USD"],
    [{ price: 1.5, quantity: 1, currency: "JPY" }, "The price must be a whole number: JPY has no decimals"],
    [
      { price: 999_999_999, quantity: 1_000_000, currency: "USD" },
      "The total of price and quantity is too large",
    ],
    [{ price: 999.99, quantity: 3, currency: "USD" }, undefined],
  ])("when the amounts are %j, then it says %s", (amounts, message) => {
    expect(priceProblem(amounts)).toBe(message);
  });
});

describe("currencyCode", () => {
  it.each(["usd", "US", "EURO", "XXQ", "", "USD\n", 978, null])(
    "when it is %j, then it is refused",
    (code) => {
      expect(currencyCode.safeParse(code).success).toBe(false);
    },
  );
  it("when Intl knows it, then it is accepted", () => {
    for (const code of CURRENCIES) expect(currencyCode.parse(code)).toBe(code);
  });
});
