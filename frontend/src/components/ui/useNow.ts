// The time as something a component can show: one timer for each pace, however many rows show an age.
import { useSyncExternalStore } from "react";

function createTicker(paceMs: number) {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;

  const tick = () => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    if (listeners.size === 0) {
      now = Date.now();
      timer = setInterval(tick, paceMs);
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) clearInterval(timer);
    };
  };
  return { subscribe, read: () => now };
}

const PACES = { second: createTicker(1000), slow: createTicker(10_000) } as const;

/** The time now, renewed each second or, for ages in minutes, every ten. 0 on the server. */
export function useNow(pace: keyof typeof PACES): number {
  return useSyncExternalStore(PACES[pace].subscribe, PACES[pace].read, () => 0);
}
