"use client";
// Which columns a list has, and how high its rows are. Remembered in this browser.
import {
  columnLayout,
  DEFAULT_COLUMNS,
  density as densitySchema,
  type ColumnLayout,
  type Density,
} from "@order-desk/contract";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import * as z from "zod/mini";
import { LocalStore } from "../lib/localStore";
import { viewStore } from "../lib/viewStore";

export type ListLayout = { readonly columns: ColumnLayout; readonly density: Density };

const DEFAULT_LAYOUT: ListLayout = { columns: DEFAULT_COLUMNS, density: "comfortable" };

/** By list. `version`: of the shared view that it was begun on. */
const stored = z.record(
  z.string(),
  z.object({ columns: columnLayout, density: densitySchema, version: z.optional(z.number()) }),
);
type Layouts = z.infer<typeof stored>;
const layouts = new LocalStore<Layouts>("order-desk.layouts", (value) => {
  const parsed = stored.safeParse(value);
  return parsed.success ? parsed.data : {};
});
const ALL = "orders";

export type ListLayoutControl = ListLayout & {
  /** It is not as it is by default, or as its view has it. */
  readonly isChanged: boolean;
  /** The version of its view that it was changed from: others may save the view meanwhile. */
  readonly begunOn: number | undefined;
  readonly change: (changes: Partial<ListLayout>) => void;
  readonly reset: () => void;
  /** One has been told what others have made of the view: the change goes on from there. */
  readonly goOn: () => void;
};

type View = {
  readonly id: string;
  /** Undefined: it is one's own. */
  readonly version?: number | undefined;
  readonly layout: ListLayout;
};

const isSame = (one: ListLayout, other: ListLayout): boolean =>
  one.density === other.density && JSON.stringify(one.columns) === JSON.stringify(other.columns);

function forget(key: string): void {
  layouts.set(Object.fromEntries(Object.entries(layouts.get()).filter(([name]) => name !== key)));
}

/** @param view the one that is shown, if any */
export function useListLayout(view?: View): ListLayoutControl {
  const all = useSyncExternalStore(layouts.subscribe, layouts.get, layouts.get);
  const key = view?.id ?? ALL;
  const base = view?.layout ?? DEFAULT_LAYOUT;
  const version = view?.version;
  const own = all[key];
  const isChanged = useMemo(() => own !== undefined && !isSame(own, base), [own, base]);
  // What is as the view has it follows the view from then on.
  useEffect(() => {
    if (own && !isChanged) forget(key);
  }, [own, isChanged, key]);
  return useMemo(() => {
    const { columns, density } = own ?? base;
    const begunOn = (isChanged ? own?.version : undefined) ?? version;
    const keep = (layout: Layouts[string]) => layouts.set({ ...layouts.get(), [key]: layout });
    return {
      ...{ columns, density, isChanged, begunOn },
      change: (changes) => keep({ columns, density, ...changes, version: begunOn }),
      reset: () => forget(key),
      goOn: () => {
        const now = layouts.get()[key];
        if (now) keep({ ...now, version: viewStore.find(key)?.version });
      },
    };
  }, [own, base, key, version, isChanged]);
}
