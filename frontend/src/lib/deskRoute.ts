// The desk's addresses: which orders are listed, by the parameters of `GET /api/orders` or by a saved view, and at most one
// panel beside them.
import { ALL_ORDERS, DEFAULT_SORT, leftOutOf, parseParameters, type OrderQuery } from "@order-desk/contract";
import { spelledOut, viewKeyOf } from "./listView";
import { isSameQuery, viewStore, type Views } from "./viewStore";

export type DeskPanel = { readonly kind: "order"; readonly id: string } | { readonly kind: "new" };
export type DeskPlace = {
  readonly query: OrderQuery;
  readonly panel: DeskPanel | undefined;
  /** The id of the saved view that is shown, as it is or changed. */
  readonly view?: string | undefined;
  /** Beside a view: not what it was saved with, but all orders. */
  readonly isAll?: boolean;
};

function panelAt(path: string): DeskPanel | undefined {
  if (path === "/new") return { kind: "new" };
  const id = /^\/orders\/([^/]+)$/.exec(path)?.[1];
  return id === undefined ? undefined : { kind: "order", id: id.toLowerCase() };
}

/** As an address has it. */
export type ParsedPlace = DeskPlace & {
  /** What the address asks for besides, and nobody understands. */
  readonly leftOut: readonly string[];
};

/**
 * What a parameter's value does not say is not asked for: an unknown status means all of them. An address with a view alone
 * shows what the view asks for; with anything beside it, it is the view changed. One
 * that has been deleted meanwhile shows what it asked for last.
 */
export function parseDeskPlace(
  path: string,
  parameters: Iterable<readonly [string, string]>,
  views: Views = viewStore,
): ParsedPlace {
  const panel = panelAt(path);
  // A search on another page is not one of orders.
  if (panel === undefined && path !== "/") return { query: ALL_ORDERS, panel, leftOut: [] };
  const given = [...parameters];
  const view = given.find(([name]) => name === "view")?.[1];
  const query = parseParameters(given);
  const isAll = given.some(([name, value]) => name === "sort" && value === DEFAULT_SORT);
  const isAsItIs = view !== undefined && isSameQuery(query, ALL_ORDERS) && !isAll;
  return {
    query: isAsItIs ? (views.last(view)?.query ?? ALL_ORDERS) : query,
    ...{ panel, view, ...(isAll && { isAll }) },
    leftOut: leftOutOf(given.filter(([name]) => name !== "view")),
  };
}

function pathOf(panel: DeskPanel | undefined): string {
  if (!panel) return "/";
  return panel.kind === "new" ? "/new" : `/orders/${panel.id}`;
}

/**
 * A view that is gone is not shown any more; of one that is still to come nobody knows. One changed to all orders says so by
 * its sequence: with its name alone it is as it was saved.
 */
function parametersOf({ query, view, isAll }: DeskPlace, views: Views): string {
  const asked = viewKeyOf(query);
  if (view === undefined || views.isGone(view)) return asked;
  const saved = views.find(view);
  const name = `view=${encodeURIComponent(view)}`;
  if (saved ? isSameQuery(query, saved.query) : !asked && !isAll) return name;
  return `${name}&${spelledOut(query)}`;
}

export function deskHref(place: DeskPlace, views: Views = viewStore): string {
  const parameters = parametersOf(place, views);
  return pathOf(place.panel) + (parameters && `?${parameters}`);
}
