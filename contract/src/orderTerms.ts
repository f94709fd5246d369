// What a search compares of an order. Case, accents and width do not matter: NFKD (UAX #15), marks dropped, small letters.
import type { Order } from "./order.js";

/** Words are compared by their first so many characters: what is longer is no word that anyone types. */
export const WORD_MAX = 20;

// A final sigma is the same letter: whether it is one depends on what follows, and a beginning of a word knows not what.
export const fold = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ς", "σ");

/** A line of text, however it was spaced. */
export const foldLine = (text: string): string => fold(text).trim().replace(/\s+/g, " ");

/** Runs of letters and digits. */
export function wordsOf(text: string): string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => (word.length <= WORD_MAX ? word : Array.from(word).slice(0, WORD_MAX).join("")));
}

/** An order as queries see it. */
export type OrderTerms = {
  readonly number: number;
  readonly customer: string;
  readonly email: string;
  readonly product: string;
  /** In the order's currency, as on the wire. */
  readonly total: number;
};

export const termsOf = (order: Order): OrderTerms => ({
  number: order.order_number,
  customer: foldLine(order.customer_name),
  email: foldLine(order.customer_email),
  product: foldLine(order.product_name),
  total: order.total,
});

/** Each once. */
const searchedWords = ({ number, customer, email, product }: OrderTerms): Set<string> =>
  new Set(wordsOf(`${number} ${customer} ${email} ${product}`));

/** All beginnings of all words that a search may ask for, each once. */
export function beginningsOf(terms: OrderTerms): string[] {
  const beginnings = new Set<string>();
  for (const word of searchedWords(terms)) {
    let beginning = "";
    for (const character of word) beginnings.add((beginning += character));
  }
  return [...beginnings];
}

/** The words of a search that are not implied by its others. */
export function searchWords(q: string): string[] {
  const words = [...new Set(wordsOf(q))];
  return words.filter((word) => !words.some((other) => other !== word && other.startsWith(word)));
}

/** Whether each of these words begins one of the order's. */
export function hasWords(terms: OrderTerms, words: readonly string[]): boolean {
  const searched = [...searchedWords(terms)];
  return words.every((word) => searched.some((one) => one.startsWith(word)));
}
