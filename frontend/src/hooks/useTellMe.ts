"use client";
// Whether this browser tells of orders that enter a view.
import { useCallback, useSyncExternalStore } from "react";
import { LocalStore } from "../lib/localStore";
import type { DeskView } from "../lib/viewStore";

const told = new LocalStore<readonly string[]>("order-desk.tell-me", (stored) =>
  Array.isArray(stored) ? stored.filter((id): id is string => typeof id === "string") : [],
);

/** Ids of the views of whose new orders this browser tells. */
export const useToldViews = (): readonly string[] => useSyncExternalStore(told.subscribe, told.get, told.get);

export function useTellMe({ _id: id }: DeskView) {
  const isOn = useToldViews().includes(id);
  const toggle = useCallback(() => {
    const others = told.get().filter((other) => other !== id);
    const turnsOn = others.length === told.get().length;
    told.set(turnsOn ? [...others, id] : others);
    // Asked for only when somebody wants to be told; without it there is the sound and the toast.
    if (turnsOn && "Notification" in window && Notification.permission === "default")
      void Notification.requestPermission();
  }, [id]);
  return { isOn, toggle };
}
