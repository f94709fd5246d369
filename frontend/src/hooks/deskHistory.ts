// The desk's way through the browser's history. It asks first when something would be lost that is not saved.

/** Asks the person; runs `go` when the answer is yes. */
type Ask = (go: () => void) => void;
type Guard = { readonly path: string; readonly ask: Ask; entry: number | undefined };

let guard: Guard | undefined;
const listeners = new Set<() => void>();

function setGuard(next: Guard | undefined): void {
  guard = next;
  for (const listener of listeners) listener();
}

export function onGuardChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The path that is not left without a question: what is there stays on the screen, whatever the address says. */
export const guardedPath = (): string | undefined => guard?.path;

/** Position in the history; undefined in a browser that does not tell. */
const entryNow = () => (globalThis as Partial<typeof globalThis>).navigation?.currentEntry?.index;

/** Goes on at once, or when the person agrees that what is not saved is lost. */
export function leave(go: () => void): void {
  if (!guard) {
    go();
    return;
  }
  guard.ask(() => {
    setGuard(undefined);
    go();
  });
}

export function pushAddress(href: string): void {
  const { pathname, search, origin } = window.location;
  if (href === pathname + search) return;
  const push = () => {
    window.history.pushState(null, "", href);
    if (guard) guard.entry = entryNow();
  };
  // Another list beside the same panel: nothing is lost.
  if (new URL(href, origin).pathname === pathname) push();
  else leave(push);
}

// Back and forward have happened when one hears of them: they are taken back until the person agrees.
function takeBack(): void {
  if (!guard) return;
  const entry = entryNow();
  if (window.location.pathname === guard.path) {
    guard.entry = entry;
    return;
  }
  const wayBack = guard.entry === undefined || entry === undefined ? 1 : guard.entry - entry;
  window.history.go(wayBack);
  leave(() => window.history.go(-wayBack));
}

/** Asks before the page is reloaded or closed. Returns an end. */
export function askBeforeUnload(): () => void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  window.addEventListener("beforeunload", ask);
  return () => window.removeEventListener("beforeunload", ask);
}

/** From here on nobody leaves this address without being asked. Returns an end. */
export function guardLeaving(ask: Ask): () => void {
  const mine: Guard = { path: window.location.pathname, ask, entry: entryNow() };
  setGuard(mine);
  const stopAsking = askBeforeUnload();
  window.addEventListener("popstate", takeBack);
  return () => {
    if (guard === mine) setGuard(undefined);
    stopAsking();
    window.removeEventListener("popstate", takeBack);
  };
}
