// How far down a list has been fetched.

/** Comes after every place. */
export const TO_THE_END = "";
/** To the row at this place, said by what the list is sorted by. */
export type Depth<Place> = Place | typeof TO_THE_END;

/** How deep a list is after a page whose last row is at `last`. */
export const depthAfter = <Place>(last: Place | undefined, nextCursor: string | undefined): Depth<Place> =>
  nextCursor === undefined || last === undefined ? TO_THE_END : last;

/** Whether a list that goes down to `depth` has what is at `place`; `compare` is below 0 when the first comes first. */
export const reaches = <Place>(
  depth: Depth<Place>,
  place: Depth<Place>,
  compare: (one: Place, other: Place) => number,
): boolean => depth === TO_THE_END || (place !== TO_THE_END && compare(place, depth) <= 0);
