"use client";
// What stands in place of the list when no order is as asked for.
import { toParameters, type OrderQuery } from "@order-desk/contract";
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

export function NothingFound({ query }: { readonly query: OrderQuery }) {
  const { clearFilters, showStatus } = useDeskRoute();
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
      actions={<Button onClick={clearFilters}>Clear filters</Button>}
    >
      <p className="mt-1.5 max-w-[52ch] [overflow-wrap:anywhere] text-muted">{textOf(query)}</p>
    </ListMessage>
  );
}
