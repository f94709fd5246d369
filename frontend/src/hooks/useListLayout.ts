"use client";
// Which columns a list has, and how high its rows are. Remembered in this browser.
import {
  columnLayout,
  DEFAULT_COLUMNS,
  density as densitySchema,
  type ColumnLayout,
  type Density,
} from "@order-desk/contract";
import { useMemo, useSyncExternalStore } from "react";
import * as z from "zod/mini";
import { LocalStore } from "../lib/localStore";

export type ListLayout = { readonly columns: ColumnLayout; readonly density: Density };

const DEFAULT_LAYOUT: ListLayout = { columns: DEFAULT_COLUMNS, density: "comfortable" };

/** By list. */
const stored = z.record(z.string(), z.object({ columns: columnLayout, density: densitySchema }));
type Layouts = z.infer<typeof stored>;
const layouts = new LocalStore<Layouts>("order-desk.layouts", (value) => {
  const parsed = stored.safeParse(value);
  return parsed.success ? parsed.data : {};
});
const ALL = "orders";

export type ListLayoutControl = ListLayout & {
  /** It is not as it is by default, or as its view has it. */
  readonly isChanged: boolean;
  readonly change: (changes: Partial<ListLayout>) => void;
  readonly reset: () => void;
};

/** @param view its id and its layout, when a view is shown */
export function useListLayout(view?: {
  readonly id: string;
  readonly layout: ListLayout;
}): ListLayoutControl {
  const all = useSyncExternalStore(layouts.subscribe, layouts.get, layouts.get);
  const key = view?.id ?? ALL;
  const base = view?.layout ?? DEFAULT_LAYOUT;
  const own = all[key];
  return useMemo(() => {
    const layout = own ?? base;
    return {
      ...layout,
      isChanged: own !== undefined && JSON.stringify(own) !== JSON.stringify(base),
      change: (changes) => layouts.set({ ...layouts.get(), [key]: { ...layout, ...changes } }),
      reset: () =>
        layouts.set(Object.fromEntries(Object.entries(layouts.get()).filter(([name]) => name !== key))),
    };
  }, [own, base, key]);
}
