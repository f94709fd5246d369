// Links of the desk: real addresses, so that they can be opened in a tab of their own.
import { ALL_ORDERS, type OrderQuery } from "@order-desk/contract";
import { deskHref } from "../../lib/deskRoute";

export const listHref = (query: OrderQuery = ALL_ORDERS) => deskHref({ query, panel: undefined });
export const orderHref = (id: string, query: OrderQuery = ALL_ORDERS, view?: string) =>
  deskHref({ query, panel: { kind: "order", id }, view });
/** More slips than that are no longer one address. */
export const SLIPS_MAX = 200;
export const slipsHref = (ids: readonly string[]) => `/slips?ids=${ids.join(",")}`;
/** Of a view as it is. */
export const viewHref = (id: string) => `/?view=${encodeURIComponent(id)}`;
