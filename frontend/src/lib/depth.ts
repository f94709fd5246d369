// How far down a list has been fetched.

/** To the row at this position: an order's id, or what a mail is sorted by. */
export type Depth = string;
/** Sorts before every position. */
export const TO_THE_END: Depth = "";

/** How deep a list is after a page whose last row is at `last`. */
export const depthAfter = (last: string | undefined, nextCursor: string | undefined): Depth =>
  nextCursor === undefined || last === undefined ? TO_THE_END : last;
