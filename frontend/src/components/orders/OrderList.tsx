"use client";
// One list: what is shown while it loads, fails, is empty, or has orders.
import { DEFAULT_SORT, type OrderQuery } from "@order-desk/contract";
import { useCallback, useMemo, useState } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useOrderList } from "../../hooks/useOrderList";
import { hasFilter, isFiltered, viewKeyOf } from "../../lib/listView";
import { isSameQuery } from "../../lib/viewStore";
import { NOTHING_PICKED } from "../../lib/picked";
import { LazyFilterChips, LazyListTools } from "../filters/lazyFilters";
import { LazyImportDialog } from "../import/lazyImport";
import { LazyLoadedList } from "./lazyList";
import { NewOrderFab } from "./NewOrderFab";
import { SkeletonRows } from "./SkeletonRows";
import { useStatusControl } from "./StatusControl";
import { StatusTabs } from "./StatusTabs";
import { countLoaded } from "./totalIn";
import { useForgetPicked, usePickState } from "./usePicking";
import { useSampleOrders } from "./useSampleOrders";
import { LazyEmptyDesk, LazyNothingFound, LazyStaleBanner, LazyUnreachable } from "./lazyPanels";

export function OrderList({ query }: { readonly query: OrderQuery }) {
  const list = viewKeyOf(query);
  const { shownView, isViewGone, leftOut } = useDeskRoute();
  const isChangedView = shownView !== undefined && !isSameQuery(query, shownView.query);
  const hasChips = isFiltered(query) || isChangedView || isViewGone || leftOut.length > 0;
  // Kept by list: another one starts at its top.
  const [scrolledList, setScrolledList] = useState<string>();
  const scrolledDown = scrolledList === list;
  const { openFor } = useStatusControl();
  // Nothing slides in under a menu that hangs from a row, or while one selects.
  const pickState = usePickState(viewKeyOf({ ...query, sort: DEFAULT_SORT }));
  const isPicking = pickState[0] !== undefined;
  const isAtWork = openFor !== undefined || isPicking;
  const found = useOrderList({ query, hold: scrolledDown || isAtWork });
  const isNothingLeft = found.state === "ready" && !found.hasMore && countLoaded(found) === 0;
  useForgetPicked(pickState, found.has, isNothingLeft);
  const samples = useSampleOrders();
  // Kept here: the first order makes the list of the empty desk.
  const [isImporting, setIsImporting] = useState(false);
  const openImport = useCallback(() => setIsImporting(true), []);
  const setPicked = pickState[1];
  // The same until one of these changes: it is not drawn again with each change of an order.
  const tools = useMemo(
    () => <LazyListTools query={query} onSelect={() => setPicked(NOTHING_PICKED)} onImport={openImport} />,
    [query, setPicked, openImport],
  );
  const isEmpty =
    found.state === "ready" && found.orders.length === 0 && found.waiting === 0 && !found.hasMore;
  const showsEmptyDesk = !hasFilter(query) && (samples.isAdding || isEmpty);

  return (
    <>
      {!showsEmptyDesk && <StatusTabs ready={found.state !== "loading"} tools={tools} />}
      {hasChips && <LazyFilterChips query={query} />}
      <div className="relative flex min-h-0 flex-1 flex-col">
        {found.state === "loading" && <SkeletonRows />}
        {found.state === "error" && <LazyUnreachable error={found.error} onRetry={found.retry} />}
        {showsEmptyDesk && <LazyEmptyDesk samples={samples} onImport={openImport} />}
        {isEmpty && !showsEmptyDesk && <LazyNothingFound query={query} />}
        {found.state === "ready" && !isEmpty && !showsEmptyDesk && (
          <LazyLoadedList
            key={viewKeyOf({ ...query, q: undefined, sort: DEFAULT_SORT })}
            list={found}
            query={query}
            pickState={pickState}
            scrolledDown={scrolledDown}
            onScrolledDown={(isDown) => setScrolledList(isDown ? list : undefined)}
          />
        )}
        {!showsEmptyDesk && !isPicking && <NewOrderFab />}
      </div>
      {found.state === "ready" && <LazyStaleBanner error={found.error} onRetry={found.retry} />}
      {isImporting && <LazyImportDialog onClose={() => setIsImporting(false)} />}
    </>
  );
}
