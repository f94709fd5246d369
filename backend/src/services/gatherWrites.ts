// Items that arrive while a write is under way go into the next one together: one journal flush for many, no added
// wait for one alone.
import { REQUEST_DEADLINE_MS } from "./deadline.js";
import { unavailable } from "./errors.js";

const MAX_PER_FLIGHT = 500;

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly expiresAt: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
};

/** @param write must give one result per item, in the same sequence; when it throws, every item of the flight fails so. */
export function gatherWrites<Item, Result>(write: (items: readonly Item[]) => Promise<readonly Result[]>) {
  let waiting: Waiting<Item, Result>[] = [];
  let flying = false;

  async function fly(): Promise<void> {
    flying = true;
    while (waiting.length > 0) {
      const taken = waiting.splice(0, MAX_PER_FLIGHT);
      // Nobody waits for these any more, and their senders were told to try again: they must not be written late.
      const flight = taken.filter(({ expiresAt }) => expiresAt > Date.now());
      for (const late of taken.filter((one) => !flight.includes(one))) late.reject(unavailable());
      if (flight.length === 0) continue;
      try {
        const results = await write(flight.map(({ item }) => item));
        flight.forEach(({ resolve }, index) => resolve(results[index] as Result));
      } catch (error) {
        // What waits behind would meet the same failure later, and was not written: fail it at once.
        for (const { reject } of [...flight, ...waiting]) reject(error);
        waiting = [];
      }
    }
    flying = false;
  }

  return async (item: Item): Promise<Result> =>
    await new Promise<Result>((resolve, reject) => {
      waiting.push({ item, expiresAt: Date.now() + REQUEST_DEADLINE_MS, resolve, reject });
      if (!flying) void fly();
    });
}
