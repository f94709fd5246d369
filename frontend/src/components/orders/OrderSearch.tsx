"use client";
import { SEARCH_MAX } from "@order-desk/contract";
import { useRef } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { usePrepareList } from "../../hooks/usePrepareList";
import { useTypedSearch } from "../../hooks/useTypedSearch";
import { useListCovered } from "../list/useListCovered";
import { SearchField } from "../ui/SearchField";
import { useShortcuts } from "../ui/useShortcuts";

/**
 * Shorter than the time between two letters of anybody, longer than that between two of a key that is held down (30 ms): what is
 * found follows each letter.
 */
const PAUSE_MS = 40;

export function OrderSearch({ className }: { readonly className?: string }) {
  const { query, search } = useDeskRoute();
  const prepare = usePrepareList();
  const find = (text: string) => {
    prepare({ ...query, q: text.trim() || undefined });
    search(text);
  };
  const { typed, type } = useTypedSearch({ q: query.q ?? "", search: find, pauseMs: PAUSE_MS });
  const inputRef = useRef<HTMLInputElement>(null);
  const isCovered = useListCovered();
  const focus = () => {
    inputRef.current?.focus();
    inputRef.current?.select();
  };
  useShortcuts({ "/": focus }, !isCovered);
  return (
    <SearchField
      inputRef={inputRef}
      label="Search orders by number, customer, e-mail or product"
      placeholder="Search orders"
      maxLength={SEARCH_MAX}
      typed={typed}
      onType={type}
      {...(className !== undefined && { className })}
    />
  );
}
