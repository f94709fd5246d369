// Money: a decimal number in the order's currency on the wire, an integer in minor units inside.
import * as z from "zod/mini";

/** Highest price of one piece, in the currency's own unit. */
export const PRICE_MAX = 999_999_999;

const KNOWN_CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** An ISO 4217 code that the runtime's Intl knows. */
export const currencyCode = z
  .string("The currency must be text")
  .check(
    z.refine(
      (code) => KNOWN_CURRENCIES.has(code),
      "The currency must be an ISO 4217 code in capitals, as in EUR",
    ),
  );

// Asking Intl takes some 60 µs, and a page of orders asks several hundred times.
const knownDigits = new Map<string, number>();

/**
 * How many decimals an amount of this currency has: 2 for USD, 0 for JPY, 3 for KWD (CLDR, through Intl).
 * Throws RangeError for what is no currency code at all.
 */
export function minorDigits(currency: string): number {
  const known = knownDigits.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  knownDigits.set(currency, digits);
  return digits;
}

/** The integer in minor units, or undefined when the amount has more decimals than the currency. */
export function toMinor(amount: number, currency: string): number | undefined {
  const factor = 10 ** minorDigits(currency);
  const minor = Math.round(amount * factor);
  // Exact for every decimal with that many digits: dividing gives back the double nearest to it.
  return Number.isFinite(minor) && minor / factor === amount ? minor + 0 : undefined;
}

/** The decimal amount of an integer in minor units. */
export function toDecimal(minor: number, currency: string): number {
  return minor / 10 ** minorDigits(currency);
}

export type Amounts = { readonly price: number; readonly quantity: number; readonly currency: string };

/** What is wrong with a price in its currency, said so that it can be mended; undefined when nothing is. */
export function priceProblem({ price, quantity, currency }: Amounts): string | undefined {
  const minor = toMinor(price, currency);
  const digits = minorDigits(currency);
  if (minor === undefined)
    return digits === 0
      ? `The price must be a whole number: ${currency} has no decimals`
      : `The price must have at most ${digits} decimals in ${currency}`;
  if (!Number.isSafeInteger(minor * quantity)) return "The total of price and quantity is too large";
  return undefined;
}
