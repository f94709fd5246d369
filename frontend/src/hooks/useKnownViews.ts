"use client";
// The saved views, for the parts that show them.
import { useSyncExternalStore } from "react";
import { viewStore, type DeskView, type KnownViews } from "../lib/viewStore";

export const useKnownViews = (): KnownViews =>
  useSyncExternalStore(viewStore.subscribe, viewStore.known, viewStore.known);

/** One's own first, as they stand in the side bar. */
export const allViews = ({ mine, shared }: KnownViews): readonly DeskView[] => [...mine, ...shared];
