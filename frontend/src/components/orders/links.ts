// Links of the desk: real addresses, so that they can be opened in a tab of their own.
import type { OrderStatus } from "@order-desk/contract";
import type { MouseEvent } from "react";
import { deskHref } from "../../lib/deskRoute";

export const listHref = (status?: OrderStatus) => deskHref({ status, panel: undefined });
export const orderHref = (id: string, status?: OrderStatus) =>
  deskHref({ status, panel: { kind: "order", id } });

/** A click that asks for a new tab or window, or for a download. */
const isSpecial = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent) =>
  button !== 0 || metaKey || ctrlKey || shiftKey || altKey;

/** Takes a plain click; leaves every other to the browser. */
export const onPlainClick = (run: () => void) => (event: MouseEvent) => {
  if (isSpecial(event)) return;
  event.preventDefault();
  run();
};
