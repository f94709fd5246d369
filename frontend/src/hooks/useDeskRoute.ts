"use client";
import {
  ALL_ORDERS,
  type OrderFilter,
  type OrderQuery,
  type OrderSort,
  type OrderStatus,
} from "@order-desk/contract";
import { usePathname, useSearchParams } from "next/navigation";
import { useMemo, useSyncExternalStore } from "react";
import { deskHref, parseDeskPlace, type DeskPanel, type DeskPlace } from "../lib/deskRoute";
import { guardedPath, onGuardChange, pushAddress } from "./deskHistory";

/** All of them leave an open panel open, except for those of the panel. */
export type DeskRoute = DeskPlace & {
  readonly openOrder: (id: string) => void;
  readonly openNew: () => void;
  readonly closePanel: () => void;
  /** Undefined: of any status. What is searched stays searched. */
  readonly showStatus: (status?: OrderStatus) => void;
  /** Takes the place of the address before: one does not go back letter by letter. */
  readonly search: (q: string) => void;
  readonly setSort: (sort: OrderSort) => void;
  /** Undefined takes a filter away. */
  readonly setFilters: (filters: OrderFilter) => void;
  /** Whatever narrows the list goes; its sequence stays. */
  readonly clearFilters: () => void;
  readonly showAll: () => void;
};

// The list stays mounted and no server is asked: Next follows the history by itself.
const goTo = (place: DeskPlace) => pushAddress(deskHref(place));

// Read when it is needed, so that the actions stay the same while the address changes.
const here = () => parseDeskPlace(window.location.pathname, new URLSearchParams(window.location.search));
const goToPanel = (panel: DeskPanel | undefined) => goTo({ ...here(), panel });
const withChanges = (changes: Partial<OrderQuery>): DeskPlace => {
  const { query, panel } = here();
  return { query: { ...query, ...changes }, panel };
};

const ACTIONS = {
  openOrder: (id: string) => goToPanel({ kind: "order", id }),
  openNew: () => goToPanel({ kind: "new" }),
  closePanel: () => goToPanel(undefined),
  showStatus: (status?: OrderStatus) => goTo(withChanges({ status: status && [status] })),
  search: (q: string) =>
    window.history.replaceState(null, "", deskHref(withChanges({ q: q.trim() || undefined }))),
  setSort: (sort: OrderSort) => goTo(withChanges({ sort })),
  setFilters: (filters: OrderFilter) => goTo(withChanges(filters)),
  clearFilters: () => {
    const { query, panel } = here();
    goTo({ query: { sort: query.sort }, panel });
  },
  showAll: () => goTo({ ...here(), query: ALL_ORDERS }),
};

/** Where the desk is, by its address, and the ways from there. */
export function useDeskRoute(): DeskRoute {
  const path = usePathname();
  const parameters = useSearchParams();
  const guarded = useSyncExternalStore(onGuardChange, guardedPath, () => undefined);
  const shown = guarded ?? path;
  return useMemo(() => ({ ...parseDeskPlace(shown, parameters), ...ACTIONS }), [shown, parameters]);
}
