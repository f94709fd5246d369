// The last events, so that a tab that was away for a moment gets what it missed instead of everything.

export type Positioned = { readonly meta: { readonly cursor: string } };

/** @param capacity how many events are kept; one costs about 1 kB. */
export function eventRing<E extends Positioned>(capacity: number) {
  let events: E[] = [];
  // Every event behind this cursor is in the ring; undefined: the ring knows nothing yet.
  let start: string | undefined;

  return {
    /** Empties the ring: it now knows everything behind `cursor`. */
    reset(cursor: string) {
      events = [];
      start = cursor;
    },

    push(event: E) {
      // A stream that was reopened repeats nothing, but a handler that failed half-way makes it.
      const last = events.at(-1)?.meta.cursor ?? start;
      if (last !== undefined && event.meta.cursor <= last) return;
      events.push(event);
      if (events.length <= capacity * 1.1) return;
      const dropped = events.splice(0, events.length - capacity);
      start = dropped.at(-1)?.meta.cursor;
    },

    /** What came behind `cursor`, in order; undefined when the ring does not reach back that far. */
    since(cursor: string): readonly E[] | undefined {
      if (start === undefined || cursor < start) return undefined;
      let low = 0;
      let high = events.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((events[middle] as E).meta.cursor <= cursor) low = middle + 1;
        else high = middle;
      }
      return events.slice(low);
    },

    size: () => events.length,

    /** Every event behind it is kept; undefined while nothing is known. */
    start: () => start,
  };
}
