// Which rows are selected, for doing something to many at once.
type Row = { readonly _id: string };

export type Picked = {
  readonly ids: ReadonlySet<string>;
  /** Where a range begins. */
  readonly anchor: string | undefined;
  /** All that match, also those that are not here. */
  readonly isAll: boolean;
};

export const NOTHING_PICKED: Picked = { ids: new Set(), anchor: undefined, isAll: false };

const idsOf = (rows: readonly Row[]) => new Set(rows.map(({ _id }) => _id));

export const hasPicked = ({ ids, isAll }: Picked): boolean => isAll || ids.size > 0;
export const isPicked = ({ ids, isAll }: Picked, id: string): boolean => isAll || ids.has(id);

/** @param rows of all that match, those that are here: they stay selected when one of them is taken out. */
export function toggled(picked: Picked, id: string, rows: readonly Row[]): Picked {
  const ids = picked.isAll ? idsOf(rows) : new Set(picked.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, isAll: false };
}

/** Adds all rows from where the last range began to this one. */
export function rangeTo(picked: Picked, id: string, rows: readonly Row[]): Picked {
  if (picked.isAll) return picked;
  const end = rows.findIndex(({ _id }) => _id === id);
  const begun = rows.findIndex(({ _id }) => _id === picked.anchor);
  if (end < 0) return picked;
  const start = begun < 0 ? end : begun;
  const range = rows.slice(Math.min(start, end), Math.max(start, end) + 1);
  return { ids: new Set([...picked.ids, ...idsOf(range)]), anchor: rows[start]?._id, isAll: false };
}

/** Those that are selected one by one, as they stand in the list; what is not here comes last. */
export function inSequence({ ids }: Picked, rows: readonly Row[]): string[] {
  const here = rows.flatMap(({ _id }) => (ids.has(_id) ? [_id] : []));
  return [...new Set([...here, ...ids])];
}

export const pickRows = (rows: readonly Row[]): Picked => ({
  ids: idsOf(rows),
  anchor: undefined,
  isAll: false,
});
export const pickAll = (): Picked => ({ ids: new Set(), anchor: undefined, isAll: true });

/** Without those that are gone: nothing is done to an order that is not in the list. */
export function stillPicked(picked: Picked, isThere: (id: string) => boolean): Picked {
  const ids = [...picked.ids].filter(isThere);
  return ids.length === picked.ids.size ? picked : { ...picked, ids: new Set(ids) };
}
