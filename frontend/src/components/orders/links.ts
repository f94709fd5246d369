// Links of the desk: real addresses, so that they can be opened in a tab of their own.
import { ALL_ORDERS, PAGE_SIZE_MAX, type OrderQuery } from "@order-desk/contract";
import { deskHref } from "../../lib/deskRoute";
import { spelledOut } from "../../lib/listView";

export const listHref = (query: OrderQuery = ALL_ORDERS) => deskHref({ query, panel: undefined });
export const orderHref = (id: string, query: OrderQuery = ALL_ORDERS, view?: string) =>
  deskHref({ query, panel: { kind: "order", id }, view });
/** More slips than that are no longer one address, nor one page of a list. */
export const SLIPS_MAX = PAGE_SIZE_MAX;
export const slipsHref = (ids: readonly string[]) => `/slips?ids=${ids.join(",")}`;
/** Of all that a list has. */
export const listSlipsHref = (query: OrderQuery) => `/slips?${spelledOut(query)}`;
/** Of a view as it is. */
export const viewHref = (id: string) => `/?view=${encodeURIComponent(id)}`;
