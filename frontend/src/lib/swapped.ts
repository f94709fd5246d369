/** The list with the item at `index` one place up (-1) or down (1); the same where there is no such place. */
export function swapped<Item extends object>(
  list: readonly Item[],
  index: number,
  by: -1 | 1,
): readonly Item[] {
  const [one, other] = [list[index], list[index + by]];
  if (!one || !other) return list;
  return list.map((item) => (item === one ? other : item === other ? one : item));
}
