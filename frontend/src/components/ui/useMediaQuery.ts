import { useCallback, useSyncExternalStore } from "react";

const known = new Map<string, MediaQueryList>();

/** Asked at every drawing: the browser works it out once. */
function listOf(query: string): MediaQueryList {
  const list = known.get(query) ?? window.matchMedia(query);
  known.set(query, list);
  return list;
}

/** For what runs in the browser only and need not follow. */
export const prefersReducedMotion = (): boolean => listOf("(prefers-reduced-motion: reduce)").matches;

/** Whether the viewer's window matches; on the server and while hydrating it is `false`. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = listOf(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => listOf(query).matches,
    () => false,
  );
}

/** Below this a panel covers the whole screen. */
export const useIsNarrow = (): boolean => useMediaQuery("(max-width: 1023.98px)");
