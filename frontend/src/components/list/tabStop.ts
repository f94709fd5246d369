/** The row of the list that Tab leads to; null while there is none. */
export const tabStopOfList = () => document.querySelector<HTMLElement>("tr[data-order-id][tabindex='0']");
