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

/** The same service, each call of which fails with `database_unavailable` when it takes longer than `ms`. */
export function withDeadline<S extends AsyncMethods>(service: S, ms = REQUEST_DEADLINE_MS): S {
  const bounded = Object.entries(service).map(([name, method]) => [
    name,
    async (...args: never[]) => await within(method(...args), ms),
  ]);
  return Object.fromEntries(bounded) as S;
}
