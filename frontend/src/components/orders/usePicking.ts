"use client";
// Selecting rows with the mouse, a finger or the keyboard.
import { useCallback, useMemo, useState } from "react";
import {
  hasPicked,
  inSequence,
  isPicked,
  NOTHING_PICKED,
  pickRows,
  rangeTo,
  stillPicked,
  toggled,
  type Picked,
} from "../../lib/picked";

type Row = { readonly _id: string };

export type Picking = {
  readonly picked: Picked;
  /** Rows show their boxes also where there is no mouse to find them with. */
  readonly isOn: boolean;
  readonly has: (id: string) => boolean;
  /** All rows that are here are selected. */
  readonly areAll: boolean;
  /** Those that are selected one by one, in the sequence of the list. */
  readonly inSequence: () => string[];
  readonly toggle: (id: string) => void;
  readonly rangeTo: (id: string) => void;
  /** All rows that are here; none, if all were. */
  readonly toggleRows: () => void;
  readonly set: (picked: Picked) => void;
  readonly clear: () => void;
};

export type PickState = readonly [Picked | undefined, (picked: Picked | undefined) => void];

/** What is picked in one list; undefined while nobody selects. Another list begins anew. */
export function usePickState(list: string): PickState {
  const [kept, setKept] = useState<{ readonly list: string; readonly picked: Picked }>();
  if (kept && kept.list !== list) setKept(undefined);
  const set = useCallback((picked: Picked | undefined) => setKept(picked && { list, picked }), [list]);
  return [kept?.list === list ? kept.picked : undefined, set];
}

/**
 * Of what is picked nothing may be there any more: then nobody selects, and the list moves again. One who has only begun to
 * select with a finger goes on.
 */
export function useForgetPicked(
  [kept, set]: PickState,
  isThere: (id: string) => boolean,
  isListEmpty: boolean,
): void {
  if (!kept || !hasPicked(kept)) return;
  if (kept.isAll ? isListEmpty : !hasPicked(stillPicked(kept, isThere))) set(undefined);
}

export function usePicking(
  rows: readonly Row[],
  isThere: (id: string) => boolean,
  [kept, set]: PickState,
): Picking {
  return useMemo(() => {
    const picked = stillPicked(kept ?? NOTHING_PICKED, isThere);
    const areAll = rows.length > 0 && rows.every(({ _id }) => isPicked(picked, _id));
    // A list in which nothing is picked any more moves again; with a finger one ends it oneself.
    const take = (next: Picked) => set(hasPicked(next) ? next : undefined);
    return {
      picked,
      isOn: kept !== undefined,
      areAll,
      has: (id) => isPicked(picked, id),
      inSequence: () => inSequence(picked, rows),
      toggle: (id) => take(toggled(picked, id, rows)),
      rangeTo: (id) => take(rangeTo(picked, id, rows)),
      toggleRows: () => take(areAll ? NOTHING_PICKED : pickRows(rows)),
      set: take,
      clear: () => set(undefined),
    };
  }, [rows, isThere, kept, set]);
}
