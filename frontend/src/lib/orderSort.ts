// Sorting by a heading: first the way one mostly wants it, then the other way, then as by default.
import { DEFAULT_SORT, type OrderSort, type SortField } from "@order-desk/contract";

/** Sorted from A to Z; the others with the largest or latest first. */
const ASCENDING_FIRST: readonly SortField[] = ["customer_name", "status"];

export const isSortedBy = (sort: OrderSort, field: SortField): boolean =>
  sort === field || sort === `-${field}`;

export function nextSort(sort: OrderSort, field: SortField): OrderSort {
  const ways: readonly OrderSort[] = ASCENDING_FIRST.includes(field)
    ? [field, `-${field}`]
    : [`-${field}`, field];
  const [first = DEFAULT_SORT] = ways;
  if (!isSortedBy(sort, field)) return first;
  return sort === first ? (ways[1] ?? DEFAULT_SORT) : DEFAULT_SORT;
}
