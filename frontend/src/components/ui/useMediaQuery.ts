import { useCallback, useSyncExternalStore } from "react";

/** Whether the viewer's window matches; on the server and while hydrating it is `false`. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}

/** Below this a panel covers the whole screen. */
export const useIsNarrow = (): boolean => useMediaQuery("(max-width: 1023.98px)");
