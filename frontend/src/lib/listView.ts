// One list of orders or mails, as far as it has been fetched.
import type { OrderStatus } from "@order-desk/contract";
import type { Depth } from "./depth";

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
