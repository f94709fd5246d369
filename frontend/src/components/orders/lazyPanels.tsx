"use client";
// The panels are chunks of their own, fetched when the browser is idle, so that they open at once.
import dynamic from "next/dynamic";
import { PanelLoading } from "./PanelLoading";

const loadOrderPanel = () => import("./OrderPanel");
const loadNewOrderPanel = () => import("./NewOrderPanel");
const loadShortcuts = () => import("./ShortcutsDialog");

export const LazyOrderPanel = dynamic(async () => (await loadOrderPanel()).OrderPanel, {
  ssr: false,
  loading: PanelLoading,
});
export const LazyNewOrderPanel = dynamic(async () => (await loadNewOrderPanel()).NewOrderPanel, {
  ssr: false,
  loading: PanelLoading,
});
export const LazyShortcutsDialog = dynamic(async () => (await loadShortcuts()).ShortcutsDialog, {
  ssr: false,
});

export const preloadPanels = (): Promise<unknown> =>
  Promise.all([loadOrderPanel(), loadNewOrderPanel(), loadShortcuts()]);
