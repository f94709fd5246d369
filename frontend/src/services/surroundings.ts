// What the browser tells of the world around the page: network, sleep, the page coming back.

export type Surroundings = {
  /** There is no connection, and the next attempt is still to come. */
  readonly isWaiting: () => boolean;
  readonly reopen: () => void;
};

/** Packets may come this much later than the server promises. */
const GRACE_MS = 500;

/** How long a server that pings may be silent. */
export const silenceLimit = (handshake: { pingInterval: number; pingTimeout: number }): number =>
  handshake.pingInterval + handshake.pingTimeout + GRACE_MS;

/** Returns a function that ends the watch. */
export function watchSurroundings({ isWaiting, reopen }: Surroundings): () => void {
  if (typeof window === "undefined") return () => undefined;
  const ended = new AbortController();
  const { signal } = ended;
  window.addEventListener("online", reopen, { signal });
  // Going offline is only a hint, a server on this computer is still there: trying tells the truth.
  window.addEventListener("offline", reopen, { signal });
  // The browser closes the connections of a page that it keeps for going back to.
  window.addEventListener("pageshow", (event) => event.persisted && reopen(), { signal });
  document.addEventListener(
    "visibilitychange",
    () => document.visibilityState === "visible" && isWaiting() && reopen(),
    { signal },
  );
  return () => ended.abort();
}
