"use client";
// What stands in place of the list when no order is as asked for.
import { SEARCH_MAX, toParameters, wordsOf, type OrderQuery } from "@order-desk/contract";
import { PackageSearch, SearchX } from "lucide-react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { isNarrowed, onlyStatusOf } from "../../lib/listView";
import { Button } from "../ui/Button";
import { ListMessage } from "./ListMessage";
import { STATUS_LOOK } from "./statusLook";

function textOf({ q, status, ...others }: OrderQuery): string {
  const labels = status?.map((one) => STATUS_LOOK[one].label).join(", ");
  const isMore = toParameters(others).some(([name]) => name !== "sort");
  const what = `No order${labels ? ` in “${labels}”` : ""}`;
  const found = q ? `${what} has words that begin like “${q}”` : `${what} is as asked for`;
  return q && isMore ? `${found} and is as the other filters ask for.` : `${found}.`;
}

/** Filters that compare the whole text, where a part of it was probably meant. */
function wholeTextsIn({ product, customer_email: email }: OrderQuery) {
  const named = [product && "product", email && "e-mail"].filter(Boolean).join(" and ");
  return { words: [product, email].filter(Boolean).join(" "), note: `The ${named} must match as a whole.` };
}

/** The same asked of the search, which finds parts; undefined where there is no word to search for. */
function useSearchInstead(query: OrderQuery) {
  const { setFilters } = useDeskRoute();
  const { words, note } = wholeTextsIn(query);
  const q = [query.q, words].filter(Boolean).join(" ");
  if (wordsOf(words).length === 0 || q.length > SEARCH_MAX) return undefined;
  return { words, note, search: () => setFilters({ q, product: undefined, customer_email: undefined }) };
}

export function NothingFound({ query }: { readonly query: OrderQuery }) {
  const { clearFilters, showStatus } = useDeskRoute();
  const instead = useSearchInstead(query);
  const status = onlyStatusOf(query);
  if (status && !isNarrowed(query))
    return (
      <ListMessage
        icon={PackageSearch}
        title={`No ${STATUS_LOOK[status].label.toLowerCase()} orders`}
        actions={<Button onClick={() => showStatus()}>Show all orders</Button>}
      >
        <p className="mt-1.5 text-muted">They appear here the moment there are some.</p>
      </ListMessage>
    );
  return (
    <ListMessage
      icon={SearchX}
      title="Nothing found"
      actions={
        <>
          {instead && (
            <Button tone="primary" onClick={instead.search} className="max-w-full">
              <span className="truncate">Search for “{instead.words}”</span>
            </Button>
          )}
          <Button onClick={clearFilters}>Clear filters</Button>
        </>
      }
    >
      <p className="mt-1.5 max-w-[52ch] [overflow-wrap:anywhere] text-muted">
        {textOf(query)} {instead?.note}
      </p>
    </ListMessage>
  );
}
