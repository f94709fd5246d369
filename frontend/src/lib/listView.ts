// One list of orders, as far as it has been fetched.
import type { OrderStatus } from "@order-desk/contract";
import { TO_THE_END, type Depth } from "./selectOrders";

/** Named by what the list shows. */
export type ViewKey = OrderStatus | "all";
export const viewKeyOf = (status: OrderStatus | undefined): ViewKey => status ?? "all";
export const statusOfView = (key: ViewKey): OrderStatus | undefined => (key === "all" ? undefined : key);

export type ListView = {
  /** Undefined: nothing has been fetched yet. */
  readonly downTo: Depth | undefined;
  /** Where the next page begins. */
  readonly nextCursor: string | undefined;
  readonly isLoading: boolean;
  readonly error: string | undefined;
  /** Which refetch it belongs to: a list of an earlier one may have missed changes. */
  readonly epoch: number;
};

export const NO_VIEW: ListView = {
  downTo: undefined,
  nextCursor: undefined,
  isLoading: false,
  error: undefined,
  epoch: 0,
};

/** How deep a list is after a page whose last order is `lastId`. */
export const depthAfter = (lastId: string | undefined, nextCursor: string | undefined): Depth =>
  nextCursor === undefined || lastId === undefined ? TO_THE_END : lastId;
