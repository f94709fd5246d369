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

/** Asked for only when somebody wants to be told. False: the browser shows none. */
async function mayNotify(): Promise<boolean> {
  if (!("Notification" in window)) return false;
  if (Notification.permission !== "default") return Notification.permission === "granted";
  return (await Notification.requestPermission()) === "granted";
}

export function useTellMe({ _id: id }: DeskView) {
  const isOn = useToldViews().includes(id);
  /** False: there is only the sound and the toast, as the browser does not allow more. */
  const toggle = useCallback(async (): Promise<boolean> => {
    const others = told.get().filter((other) => other !== id);
    const turnsOn = others.length === told.get().length;
    told.set(turnsOn ? [...others, id] : others);
    return !turnsOn || (await mayNotify());
  }, [id]);
  return { isOn, toggle };
}
