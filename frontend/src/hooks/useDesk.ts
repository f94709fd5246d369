"use client";
import { createContext, useContext, useSyncExternalStore } from "react";
import type { OrderStore } from "../lib/orderStore";
import type { Desk } from "../services/desk";

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("DeskProviders is missing");
  return desk;
}

/** Part of the store, rendered again when it changes. `read` must give the same value until then. */
export function useStore<T>(read: (store: OrderStore) => T): T {
  const { store } = useDesk();
  const snapshot = () => read(store);
  return useSyncExternalStore(store.subscribe, snapshot, snapshot);
}
