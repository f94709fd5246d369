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
import { isSameQuery, viewStore, type DeskView } from "../lib/viewStore";
import { deskHref, parseDeskPlace, type DeskPanel, type DeskPlace, type ParsedPlace } from "../lib/deskRoute";
import { guardedPath, onGuardChange, pushAddress } from "./deskHistory";

/** All of them leave an open panel open, except for those of the panel. */
export type DeskRoute = ParsedPlace & {
  /** The view that is shown; undefined while it is not known, or when there is none. */
  readonly shownView: DeskView | undefined;
  /** The address names a view, and the views have still to come. */
  readonly isWaiting: boolean;
  /** The address names a view that there is not, or not any more. */
  readonly isViewGone: boolean;
  readonly openOrder: (id: string) => void;
  readonly openNew: () => void;
  readonly closePanel: () => void;
  /** Undefined: of any status. What is searched stays searched; where that is all orders, no view is shown any more. */
  readonly showStatus: (status?: OrderStatus) => void;
  /** Takes the place of the address before: one does not go back letter by letter. */
  readonly search: (q: string) => void;
  /** Among all orders, whatever was asked before. */
  readonly searchAll: (q: string) => void;
  readonly setSort: (sort: OrderSort) => void;
  /** Undefined takes a filter away. */
  readonly setFilters: (filters: OrderFilter) => void;
  /** Whatever narrows the list goes; its sequence stays. */
  readonly clearFilters: () => void;
  readonly showAll: () => void;
  /** All orders of this status, whatever was asked before. */
  readonly showOnly: (status: OrderStatus) => void;
  readonly showView: (id: string) => void;
  /** The address becomes what is shown. */
  readonly tidyAddress: () => void;
};

// The list stays mounted and no server is asked: Next follows the history by itself.
const goTo = (place: DeskPlace) => pushAddress(deskHref(place));

// Read when it is needed, so that the actions stay the same while the address changes.
const here = () => parseDeskPlace(window.location.pathname, new URLSearchParams(window.location.search));
const goToPanel = (panel: DeskPanel | undefined) => goTo({ ...here(), panel });
// Takes the place of the address before.
const replaceBy = (place: DeskPlace) => window.history.replaceState(null, "", deskHref(place));
const withChanges = (changes: Partial<OrderQuery>): DeskPlace => {
  const { query, ...place } = here();
  return { ...place, query: { ...query, ...changes } };
};

const ACTIONS = {
  openOrder: (id: string) => goToPanel({ kind: "order", id }),
  openNew: () => goToPanel({ kind: "new" }),
  closePanel: () => goToPanel(undefined),
  showStatus: (status?: OrderStatus) => {
    const place = withChanges({ status: status && [status] });
    goTo(isSameQuery(place.query, ALL_ORDERS) ? { ...place, view: undefined } : place);
  },
  search: (q: string) => replaceBy(withChanges({ q: q.trim() || undefined })),
  searchAll: (q: string) =>
    goTo({ ...here(), query: { ...ALL_ORDERS, q: q.trim() || undefined }, view: undefined }),
  setSort: (sort: OrderSort) => goTo(withChanges({ sort })),
  setFilters: (filters: OrderFilter) => goTo(withChanges(filters)),
  clearFilters: () => {
    const { query, ...place } = here();
    goTo({ ...place, query: { sort: query.sort } });
  },
  showAll: () => goTo({ ...here(), query: ALL_ORDERS, view: undefined }),
  showOnly: (status: OrderStatus) =>
    goTo({ ...here(), query: { ...ALL_ORDERS, status: [status] }, view: undefined }),
  showView: (id: string) => goTo({ ...here(), query: viewStore.find(id)?.query ?? ALL_ORDERS, view: id }),
  tidyAddress: () => replaceBy(here()),
};

/** Where the desk is, by its address, and the ways from there. */
export function useDeskRoute(): DeskRoute {
  const path = usePathname();
  const parameters = useSearchParams();
  const guarded = useSyncExternalStore(onGuardChange, guardedPath, () => undefined);
  const shown = guarded ?? path;
  const known = useSyncExternalStore(viewStore.subscribe, viewStore.known, viewStore.known);
  return useMemo(() => {
    const place = parseDeskPlace(shown, parameters);
    const shownView = place.view === undefined ? undefined : viewStore.find(place.view);
    const isWaiting = place.view !== undefined && !shownView && !known.isReady;
    const isViewGone = place.view !== undefined && !shownView && known.isComplete;
    return { ...place, shownView, isWaiting, isViewGone, ...ACTIONS };
  }, [shown, parameters, known]);
}
