// Links of the desk: real addresses, so that they can be opened in a tab of their own.
import type { OrderStatus } from "@order-desk/contract";
import { deskHref } from "../../lib/deskRoute";

export const listHref = (status?: OrderStatus) => deskHref({ status, panel: undefined });
export const orderHref = (id: string, status?: OrderStatus) =>
  deskHref({ status, panel: { kind: "order", id } });
