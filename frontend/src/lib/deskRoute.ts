// The desk's addresses: a list by status, and at most one panel beside it.
import { ORDER_STATUSES, type OrderStatus } from "@order-desk/contract";

export type DeskPanel = { readonly kind: "order"; readonly id: string } | { readonly kind: "new" };
export type DeskPlace = { readonly status: OrderStatus | undefined; readonly panel: DeskPanel | undefined };

const isStatus = (text: string | null): text is OrderStatus =>
  (ORDER_STATUSES as readonly (string | null)[]).includes(text);

function panelAt(path: string): DeskPanel | undefined {
  if (path === "/new") return { kind: "new" };
  const id = /^\/orders\/([^/]+)$/.exec(path)?.[1];
  return id === undefined ? undefined : { kind: "order", id: id.toLowerCase() };
}

/** An unknown status means all of them. */
export function parseDeskPlace(path: string, parameters: { get(name: string): string | null }): DeskPlace {
  const status = parameters.get("status");
  return { status: isStatus(status) ? status : undefined, panel: panelAt(path) };
}

function pathOf(panel: DeskPanel | undefined): string {
  if (!panel) return "/";
  return panel.kind === "new" ? "/new" : `/orders/${panel.id}`;
}

export const deskHref = ({ status, panel }: DeskPlace): string =>
  pathOf(panel) + (status ? `?status=${status}` : "");
