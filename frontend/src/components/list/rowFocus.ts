/** Whether a row of a list, or something in it, has the focus: then it is what keys are meant for, whatever is open beside it. */
export const isOnRow = (): boolean => document.activeElement?.closest("[data-order-id], [data-row]") != null;
