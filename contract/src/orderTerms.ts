// What a search compares of an order. Case, accents and width do not matter: NFKD (UAX #15), marks dropped, small letters.
import type { Order } from "./order.js";

/** Words are compared by their first so many characters: what is longer is no word that anyone types. */
export const WORD_MAX = 20;

// A final sigma is the same letter: whether it is one depends on what follows, and a beginning of a word knows not what.
export const fold = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ς", "σ");

/** A line of text, however it was spaced. */
export const foldLine = (text: string): string => fold(text).trim().replace(/\s+/g, " ");

/** Names are compared by their first so many characters: folding makes up to 18 of one, and a cursor holds what it stands by. */
export const SORTED_MAX = 200;

const firstOf = (text: string, count: number): string =>
  text.length <= count ? text : Array.from(text).slice(0, count).join("");

/** Runs of letters and digits. */
export function wordsOf(text: string): string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => firstOf(word, WORD_MAX));
}

/** An order as queries see it. */
export type OrderTerms = {
  readonly number: number;
  /** The beginning of it, by which names are sorted. */
  readonly customer: string;
  readonly email: string;
  readonly product: string;
  /** In the order's currency, as on the wire. */
  readonly total: number;
};

export const termsOf = (order: Order): OrderTerms => ({
  number: order.order_number,
  customer: firstOf(foldLine(order.customer_name), SORTED_MAX),
  email: foldLine(order.customer_email),
  product: foldLine(order.product_name),
  total: order.total,
});

/** Of all that a search looks at, whole texts, each word once. */
export const searchedWords = (order: Order): string[] => [
  ...new Set(
    wordsOf(`${order.order_number} ${order.customer_name} ${order.customer_email} ${order.product_name}`),
  ),
];

/** All beginnings of an order's words that a search may ask for, each once. */
export function beginningsOf(searched: readonly string[]): string[] {
  const beginnings = new Set<string>();
  for (const word of searched) {
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

/** Whether each of these words begins one of an order's. */
export const hasWords = (searched: readonly string[], words: readonly string[]): boolean =>
  words.every((word) => searched.some((one) => one.startsWith(word)));
