"use client";
import { Inbox, ListFilter, Mail, Plus } from "lucide-react";
import { useState } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { openMailPage } from "../../hooks/useMailPage";
import { useSettings } from "../../hooks/useSettings";
import { Button } from "../ui/Button";
import { LazyViewsSheet } from "../views/lazyViews";
import { LazyHeaderMenu } from "../ui/lazyParts";
import { LiveStatus } from "./LiveStatus";
import { OrderSearch } from "./OrderSearch";

/** What the side bar leads to. */
function useElsewhere(openViews: () => void) {
  const { showAll } = useDeskRoute();
  return [
    { key: "orders", label: "All orders", icon: Inbox, onSelect: showAll },
    { key: "views", label: "Views", icon: ListFilter, onSelect: openViews },
    { key: "mail", label: "Mail", icon: Mail, onSelect: openMailPage },
  ];
}

/** One row; on a phone the search has a row of its own. Beside a panel on a small screen words make room for it. */
export function DeskHeader() {
  const { apiUrl } = useSettings();
  const { openNew, shownView } = useDeskRoute();
  const [showsViews, setShowsViews] = useState(false);
  const elsewhere = useElsewhere(() => setShowsViews(true));
  return (
    <div className="@container shrink-0">
      <header className="flex flex-wrap items-center gap-x-3 border-line pr-2 pl-4 lg:h-14 lg:flex-nowrap lg:border-b lg:px-5">
        <h1 className="flex h-14 min-w-0 items-center text-[20px] font-semibold tracking-[-0.01em] lg:text-[15px] lg:tracking-normal lg:@max-[560px]:sr-only">
          <span className="truncate">{shownView?.name ?? "Orders"}</span>
        </h1>
        <LiveStatus />
        {/* As wide as its button from the start: a browser may draw the page when it has read half of it. */}
        <div className="ml-auto flex items-center gap-2 lg:order-last lg:ml-0 lg:min-w-[122px] lg:shrink-0 lg:@max-[560px]:min-w-[34px]">
          <Button
            tone="primary"
            onClick={openNew}
            aria-label="New order"
            aria-keyshortcuts="n"
            className="max-sm:hidden lg:w-full lg:justify-start lg:@max-[560px]:px-[9px]"
          >
            <Plus size={16} strokeWidth={1.75} aria-hidden />
            <span className="lg:@max-[560px]:hidden">New order</span>
          </Button>
          <span className="lg:hidden">
            <LazyHeaderMenu apiUrl={apiUrl} elsewhere={elsewhere} />
          </span>
        </div>
        <OrderSearch className="max-lg:mb-2 max-lg:w-full max-lg:pr-2 lg:ml-auto lg:w-[320px] lg:min-w-[120px] lg:shrink lg:@max-[560px]:w-[144px] lg:@max-[560px]:shrink-0" />
      </header>
      {showsViews && <LazyViewsSheet onClose={() => setShowsViews(false)} />}
    </div>
  );
}
