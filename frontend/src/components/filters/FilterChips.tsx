"use client";
// What the list is filtered by, and the way back from each.
import type { OrderQuery } from "@order-desk/contract";
import { X } from "lucide-react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { tabOfList } from "../orders/placeInList";
import { useReturnFocus } from "../ui/useReturnFocus";
import { ViewChanges } from "../views/ViewChanges";
import { chipsOf } from "./filterText";

function ChipButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="inline-flex size-11 shrink-0 items-center justify-center text-muted hover:text-text lg:size-7"
    >
      <X size={14} strokeWidth={1.75} aria-hidden />
    </button>
  );
}

/** What the address asks for in vain: otherwise all orders would look like those that were asked for. */
function LeftOut({ what, onDismiss }: { readonly what: readonly string[]; readonly onDismiss: () => void }) {
  const text =
    what.length === 1 ? "is not understood and was left out" : "are not understood and were left out";
  const named = what.join(", ");
  useReturnFocus(tabOfList);
  return (
    <span className="inline-flex max-w-full min-w-0 shrink-0 items-center text-[13px] text-muted">
      <span role="status" className="flex min-w-0 gap-1">
        <bdi className="max-w-[40ch] truncate font-medium text-text" title={named}>
          {named}
        </bdi>{" "}
        <span className="shrink-0">{text}</span>
      </span>
      <ChipButton label="Dismiss" onClick={onDismiss} />
    </span>
  );
}

export function FilterChips({ query }: { readonly query: OrderQuery }) {
  const { setFilters, clearFilters, isViewGone, leftOut, tidyAddress } = useDeskRoute();
  const chips = chipsOf(query);
  return (
    <div
      role="group"
      aria-label="Filters"
      className="flex min-h-11 shrink-0 items-center gap-1.5 border-b border-line px-4 py-1.5 max-lg:[scrollbar-width:none] max-lg:overflow-x-auto lg:flex-wrap lg:px-5"
    >
      {isViewGone && (
        <span role="status" className="shrink-0 pr-1 text-[13px] text-muted">
          This view does not exist any more
        </span>
      )}
      {leftOut.length > 0 && <LeftOut what={leftOut} onDismiss={tidyAddress} />}
      {chips.map(({ key, text, without }) => (
        <span
          key={key}
          className="inline-flex max-w-full shrink-0 items-center rounded-[7px] border border-line bg-canvas pl-2.5 text-[13px]"
        >
          <span className="truncate" title={text}>
            {text}
          </span>
          <ChipButton label={`Without ${text}`} onClick={() => setFilters(without)} />
        </span>
      ))}
      <span className="ml-auto flex shrink-0 items-center gap-1">
        {chips.length > 0 && (
          <button
            type="button"
            onClick={clearFilters}
            className="inline-flex h-11 items-center rounded-[7px] px-2 text-[13px] font-medium text-muted hover:bg-hover hover:text-text lg:h-7"
          >
            Clear
          </button>
        )}
        <ViewChanges query={query} />
      </span>
    </div>
  );
}
