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

/**
 * @param write settles each item, in the same sequence; when it throws, every item of the flight fails so.
 * @param waitMs how long an item may wait for its flight.
 */
export function gatherWrites<Item, Result>(
  write: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>,
  waitMs = REQUEST_DEADLINE_MS,
) {
  const waiting: Waiting<Item, Result>[] = [];
  let flying = false;

  /** The next items; those whose senders were told to try again meanwhile must not be written late. */
  function board(): Waiting<Item, Result>[] {
    const now = Date.now();
    const flight: Waiting<Item, Result>[] = [];
    for (const one of waiting.splice(0, MAX_PER_FLIGHT))
      if (one.expiresAt > now) flight.push(one);
      else one.reject(unavailable());
    return flight;
  }

  async function fly(): Promise<void> {
    flying = true;
    while (waiting.length > 0) {
      const flight = board();
      if (flight.length === 0) continue;
      try {
        const outcomes = await write(flight.map(({ item }) => item));
        flight.forEach(({ resolve, reject }, index) => {
          const outcome = outcomes[index] as PromiseSettledResult<Result>;
          if (outcome.status === "fulfilled") resolve(outcome.value);
          else reject(outcome.reason);
        });
      } catch (error) {
        for (const { reject } of flight) reject(error);
      }
    }
    flying = false;
  }

  return async (item: Item): Promise<Result> =>
    await new Promise<Result>((resolve, reject) => {
      waiting.push({ item, expiresAt: Date.now() + waitMs, resolve, reject });
      if (!flying) void fly();
    });
}
