// The desk's addresses: which orders are listed, by the parameters of `GET /api/orders`, and at most one panel beside them.
import { ALL_ORDERS, parseParameters, type OrderQuery } from "@order-desk/contract";
import { viewKeyOf } from "./listView";

export type DeskPanel = { readonly kind: "order"; readonly id: string } | { readonly kind: "new" };
export type DeskPlace = { readonly query: OrderQuery; readonly panel: DeskPanel | undefined };

function panelAt(path: string): DeskPanel | undefined {
  if (path === "/new") return { kind: "new" };
  const id = /^\/orders\/([^/]+)$/.exec(path)?.[1];
  return id === undefined ? undefined : { kind: "order", id: id.toLowerCase() };
}

/** What a parameter's value does not say is not asked for: an unknown status means all of them. */
export function parseDeskPlace(path: string, parameters: Iterable<readonly [string, string]>): DeskPlace {
  const panel = panelAt(path);
  // A search on another page is not one of orders.
  const isDesk = panel !== undefined || path === "/";
  return { query: isDesk ? parseParameters(parameters) : ALL_ORDERS, panel };
}

function pathOf(panel: DeskPanel | undefined): string {
  if (!panel) return "/";
  return panel.kind === "new" ? "/new" : `/orders/${panel.id}`;
}

export function deskHref({ query, panel }: DeskPlace): string {
  const parameters = viewKeyOf(query);
  return pathOf(panel) + (parameters && `?${parameters}`);
}
