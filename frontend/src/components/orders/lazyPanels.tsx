"use client";
// The panels are chunks of their own, fetched when the browser is idle, so that they open at once.
import { lazyPart } from "../ui/lazyPart";
import { PanelLoading } from "./PanelLoading";

export const LazyOrderPanel = lazyPart(async () => (await import("./OrderPanel")).OrderPanel, PanelLoading);
export const LazyNewOrderPanel = lazyPart(
  async () => (await import("./NewOrderPanel")).NewOrderPanel,
  PanelLoading,
);
export const LazyShortcutsDialog = lazyPart(async () => (await import("./ShortcutsDialog")).ShortcutsDialog);
export const LazyCommandPalette = lazyPart(
  async () => (await import("../palette/CommandPalette")).CommandPalette,
);

export const preloadPanels = (): Promise<unknown> =>
  Promise.all([
    LazyOrderPanel.preload(),
    LazyNewOrderPanel.preload(),
    LazyShortcutsDialog.preload(),
    LazyCommandPalette.preload(),
  ]);
