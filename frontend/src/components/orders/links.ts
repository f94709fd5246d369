// Addresses of the screens, for links that can be opened in a tab of their own.
import type { OrderStatus } from "@order-desk/contract";
import type { MouseEvent } from "react";

const withStatus = (path: string, status: OrderStatus | undefined) =>
  status ? `${path}?status=${status}` : path;

export const listHref = (status?: OrderStatus) => withStatus("/", status);
export const orderHref = (id: string, status?: OrderStatus) => withStatus(`/orders/${id}`, status);

/** Takes a plain click; leaves one that opens a new tab or window to the browser. */
export const onPlainClick = (run: () => void) => (event: MouseEvent) => {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  run();
};
