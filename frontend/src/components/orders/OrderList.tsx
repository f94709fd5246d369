"use client";
// One list: what is shown while it loads, fails, is empty, or has orders.
import { DEFAULT_SORT, type OrderQuery } from "@order-desk/contract";
import { ServerOff } from "lucide-react";
import { useState } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useFeedStatus } from "../../hooks/useFeedStatus";
import { useOrderList } from "../../hooks/useOrderList";
import { useSettings } from "../../hooks/useSettings";
import { isAway } from "../../lib/feedStatus";
import { hasFilter, isFiltered, viewKeyOf } from "../../lib/listView";
import { isSameQuery } from "../../lib/viewStore";
import { NOTHING_PICKED } from "../../lib/picked";
import { LazyFilterChips, LazyListTools } from "../filters/lazyFilters";
import { Button } from "../ui/Button";
import { EmptyDesk } from "./EmptyDesk";
import { LazyLoadedList } from "./lazyList";
import { ListMessage } from "./ListMessage";
import { NewOrderFab } from "./NewOrderFab";
import { NothingFound } from "./NothingFound";
import { SkeletonRows } from "./SkeletonRows";
import { StaleBanner } from "./StaleBanner";
import { useStatusControl } from "./StatusControl";
import { StatusTabs } from "./StatusTabs";
import { usePickState } from "./usePicking";
import { useSampleOrders } from "./useSampleOrders";

function Unreachable({
  error,
  onRetry,
}: {
  readonly error: string | undefined;
  readonly onRetry: () => void;
}) {
  const { apiUrl } = useSettings();
  const { status } = useFeedStatus();
  return (
    <ListMessage
      icon={ServerOff}
      title="The orders could not be loaded"
      actions={
        <Button tone="primary" onClick={onRetry}>
          Retry
        </Button>
      }
    >
      <p role="alert" className="mt-1.5 max-w-[46ch] text-muted">
        {isAway(status) ? `The server at ${apiUrl} does not answer. It is asked again by itself.` : error}
      </p>
    </ListMessage>
  );
}

export function OrderList({ query }: { readonly query: OrderQuery }) {
  const list = viewKeyOf(query);
  const { shownView } = useDeskRoute();
  const isChangedView = shownView !== undefined && !isSameQuery(query, shownView.query);
  // Kept by list: another one starts at its top.
  const [scrolledList, setScrolledList] = useState<string>();
  const scrolledDown = scrolledList === list;
  const { openFor } = useStatusControl();
  // Nothing slides in under a menu that hangs from a row, or while one selects.
  const pickState = usePickState(viewKeyOf({ ...query, sort: DEFAULT_SORT }));
  const isPicking = pickState[0] !== undefined;
  const found = useOrderList({ query, hold: scrolledDown || openFor !== undefined || isPicking });
  const samples = useSampleOrders();
  const isEmpty =
    found.state === "ready" && found.orders.length === 0 && found.waiting === 0 && !found.hasMore;
  const showsEmptyDesk = !hasFilter(query) && (samples.isAdding || isEmpty);

  return (
    <>
      {!showsEmptyDesk && (
        <StatusTabs
          ready={found.state !== "loading"}
          tools={<LazyListTools query={query} onSelect={() => pickState[1](NOTHING_PICKED)} />}
        />
      )}
      {(isFiltered(query) || isChangedView) && <LazyFilterChips query={query} />}
      <div className="relative flex min-h-0 flex-1 flex-col">
        {found.state === "loading" && <SkeletonRows />}
        {found.state === "error" && <Unreachable error={found.error} onRetry={found.retry} />}
        {showsEmptyDesk && <EmptyDesk samples={samples} />}
        {isEmpty && !showsEmptyDesk && <NothingFound query={query} />}
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
      {found.state === "ready" && <StaleBanner error={found.error} onRetry={found.retry} />}
    </>
  );
}
