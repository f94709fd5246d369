// Where the focus goes when what had it is gone.

/** The tab of this list, or of all orders: it says how many there are. */
export function tabOfList(): HTMLElement | null {
  const tabs = document.querySelector('nav[aria-label="Orders by status"]');
  return tabs?.querySelector<HTMLElement>("a[aria-current]") ?? tabs?.querySelector("a") ?? null;
}

/** The row that Tab leads to; without rows, the list's tab. */
export const placeInList = (): HTMLElement | null =>
  document.querySelector<HTMLElement>("tr[data-order-id][tabindex='0']") ?? tabOfList();
