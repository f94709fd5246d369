// Reads that are the same and wait at the same time are done once: a thousand tabs that come back ask for one list.

type Flight<T> = { running: Promise<T>; next?: Promise<T> | undefined };

/**
 * Whoever asks while such a read is under way gets the next one, which begins after it: what was written before the
 * question is always in the answer.
 */
export function sharedReads<T>() {
  const flights = new Map<string, Flight<T>>();

  return async (key: string, read: () => Promise<T>): Promise<T> => {
    const flight = flights.get(key);
    if (flight) {
      flight.next ??= flight.running.then(read, read);
      return await flight.next;
    }
    const begin = (running: Promise<T>) => {
      const mine: Flight<T> = { running };
      flights.set(key, mine);
      const end = () => {
        if (mine.next) begin(mine.next);
        else flights.delete(key);
      };
      running.then(end, end);
    };
    const first = read();
    begin(first);
    return await first;
  };
}
