// The database driver has no deadline over a whole operation; each request gets one of its own.
import { unavailable } from "./errors.js";

/** How long a request may wait for the database before it is answered with 503, in milliseconds. */
export const REQUEST_DEADLINE_MS = 4_500;

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable()), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

type AsyncMethods = Record<string, (...args: never[]) => Promise<unknown>>;

/**
 * The same service, each call of which waits for `begun` and fails with `database_unavailable` when all of it takes
 * longer than the deadline.
 */
export function withDeadline<S extends AsyncMethods>(service: S, begun: Promise<void>): S {
  let hasBegun = false;
  void begun.then(
    () => (hasBegun = true),
    () => undefined,
  );
  const bounded = Object.entries(service).map(([name, method]) => [
    name,
    async (...args: never[]) => {
      const work = hasBegun ? method(...args) : begun.then(async () => await method(...args));
      return await within(work, REQUEST_DEADLINE_MS);
    },
  ]);
  return Object.fromEntries(bounded) as S;
}
