// What queries find an order by, kept in the order itself: a function of what the wire shows of it.
import { beginningsOf, searchedWords, termsOf, type Order, type OrderTerms } from "@order-desk/contract";
import type { StoredOrder } from "./orderDocument.js";

/** `words`: all beginnings of all its words, so that each word of a search is one place in an index, sorted there. */
export type StoredTerms = OrderTerms & {
  readonly words: readonly string[];
  /** They were filled in after a writer outside the API, while others were reading. */
  readonly late?: true;
};

export function toStoredTerms(order: Order): StoredTerms {
  return { ...termsOf(order), words: beginningsOf(searchedWords(order)) };
}

/**
 * Changes of orders come without the words (WITHOUT_WORDS), which follow from the other terms, but for what stands behind the
 * 200th character of a name: a change there, past the API, is found by its words when the order is changed again.
 */
export function hasTerms({ terms: found }: StoredOrder, order: Order): boolean {
  if (typeof found !== "object" || found === null) return false;
  const stored = found as Readonly<Record<string, unknown>>;
  return Object.entries(termsOf(order)).every(([name, value]) => stored[name] === value);
}

/** Whether it was completed by this change: whoever asked for such orders meanwhile has not got it. */
export function gotTermsLate(before: StoredOrder | undefined, { terms: found }: StoredOrder): boolean {
  const [last, now] = [before?.terms, found] as readonly (Readonly<Record<string, unknown>> | undefined)[];
  return now?.late === true && Object.entries(now).some(([name, value]) => last?.[name] !== value);
}

/** For a change stream: half of an order's bytes, which no reader of changes needs. */
export const WITHOUT_WORDS = {
  $unset: ["fullDocument.terms.words", "fullDocumentBeforeChange.terms.words", "updateDescription"],
};
