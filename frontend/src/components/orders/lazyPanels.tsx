"use client";
// Panels, and what is seldom shown, are chunks of their own, fetched when the browser is idle, so that they open at once.
import { lazyPart } from "../ui/lazyPart";
import { PanelLoading } from "./PanelLoading";

export const LazyOrderPanel = lazyPart(async () => (await import("./OrderPanel")).OrderPanel, PanelLoading);
export const LazyNewOrderPanel = lazyPart(
  async () => (await import("./NewOrderPanel")).NewOrderPanel,
  PanelLoading,
);
export const LazyEmptyDesk = lazyPart(async () => (await import("./EmptyDesk")).EmptyDesk);
export const LazyNothingFound = lazyPart(async () => (await import("./NothingFound")).NothingFound);
export const LazyStaleBanner = lazyPart(async () => (await import("./StaleBanner")).StaleBanner);
export const LazyUnreachable = lazyPart(async () => (await import("./Unreachable")).Unreachable);
export const LazyOrderStatusMenu = lazyPart(async () => (await import("./OrderStatusMenu")).OrderStatusMenu);
export const LazyStatusFailure = lazyPart(async () => (await import("./StatusFailure")).StatusFailure);
export const LazyLiveStatusPanel = lazyPart(async () => (await import("./LiveStatusPanel")).LiveStatusPanel);
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
    LazyEmptyDesk.preload(),
    LazyNothingFound.preload(),
    LazyStaleBanner.preload(),
    LazyUnreachable.preload(),
    LazyOrderStatusMenu.preload(),
    LazyStatusFailure.preload(),
    LazyLiveStatusPanel.preload(),
  ]);
