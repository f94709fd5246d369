"use client";
// What the list is filtered by, and the way back from each.
import type { OrderQuery } from "@order-desk/contract";
import { X } from "lucide-react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { ViewChanges } from "../views/ViewChanges";
import { chipsOf } from "./filterText";

export function FilterChips({ query }: { readonly query: OrderQuery }) {
  const { setFilters, clearFilters, isViewGone } = useDeskRoute();
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
      {chips.map(({ key, text, without }) => (
        <span
          key={key}
          className="inline-flex max-w-full shrink-0 items-center rounded-[7px] border border-line bg-canvas pl-2.5 text-[13px]"
        >
          <span className="truncate" title={text}>
            {text}
          </span>
          <button
            type="button"
            aria-label={`Without ${text}`}
            onClick={() => setFilters(without)}
            className="inline-flex size-11 shrink-0 items-center justify-center text-muted hover:text-text lg:size-7"
          >
            <X size={14} strokeWidth={1.75} aria-hidden />
          </button>
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
