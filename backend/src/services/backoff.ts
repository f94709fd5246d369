// How long to wait before the next try.

export type Backoff = { readonly firstMs: number; readonly longestMs: number };

/** Doubles with each failed attempt (1, 2, …) up to the longest, spread by ±50 % so that many do not come back at once. */
export function backoff(attempt: number, { firstMs, longestMs }: Backoff, random = Math.random): number {
  const base = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  return Math.round(base * (0.5 + random()));
}
