"use client";
// The whole desk. It stays mounted while the address moves between the list, an order and a new order.
import { useCallback, useEffect, useState, type ReactNode } from "react";
import type { Order } from "@order-desk/contract";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useMailPage } from "../../hooks/useMailPage";
import { useOrderFeed } from "../../hooks/useOrderFeed";
import { useSettings } from "../../hooks/useSettings";
import { cx } from "../ui/cx";
import { LazyJobNotices, preloadBulk } from "../bulk/lazyBulk";
import { LazyMailDesk, preloadMail } from "../mail/lazyMail";
import { LazyToaster, preloadUi } from "../ui/lazyParts";
import { undoLast } from "../ui/notify";
import { LazyTellMe } from "../views/lazyViews";
import { useThemeSync } from "../ui/theme";
import { beginTypedAhead } from "../ui/typedAhead";
import { useDocumentTitle } from "../ui/useDocumentTitle";
import { useShortcuts } from "../ui/useShortcuts";
import { DeskHeader } from "./DeskHeader";
import {
  LazyCommandPalette,
  LazyNewOrderPanel,
  LazyOrderPanel,
  LazyShortcutsDialog,
  preloadPanels,
} from "./lazyPanels";
import { OrderList } from "./OrderList";
import { SideBar } from "./SideBar";
import { SkeletonRows } from "./SkeletonRows";
import { StatusControlProvider } from "./StatusControl";
import { useListCovered } from "../list/useListCovered";

/** Nothing on the first screen needs it. */
const loadNotices = async () => await import("./createdNotices");

async function tellCreated(orders: readonly Order[], onView: (id: string) => void): Promise<void> {
  const { announceCreated } = await loadNotices();
  announceCreated(orders, onView);
}

/** Fetches what is likely to be opened once nothing else is to do. */
function usePreload() {
  useEffect(() => {
    const preload = () =>
      void Promise.all([preloadUi(), preloadPanels(), preloadMail(), preloadBulk(), loadNotices()]).catch(
        () => undefined,
      );
    if (!("requestIdleCallback" in window)) {
      const timer = setTimeout(preload, 1500);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(preload, { timeout: 4000 });
    return () => cancelIdleCallback(handle);
  }, []);
}

function useDeskParts() {
  const route = useDeskRoute();
  const { openOrder } = route;
  useOrderFeed({
    onCreated: useCallback((orders: Order[]) => void tellCreated(orders, openOrder), [openOrder]),
  });
  usePreload();
  useThemeSync();
  return route;
}

export function Desk({ children }: { readonly children: ReactNode }) {
  const { query, panel, openNew, shownView, isWaiting } = useDeskParts();
  const { isMail, hasPanel } = useMailPage();
  const { shopName } = useSettings();
  const isCovered = useListCovered();
  const [shown, setShown] = useState<"keys" | "palette">();
  const showKeys = useCallback(() => setShown("keys"), []);
  const showPalette = () => {
    beginTypedAhead();
    setShown("palette");
  };
  useShortcuts({ n: openNew, "?": showKeys, "mod+k": showPalette, "mod+z": () => undoLast() });
  useDocumentTitle(panel || isMail ? undefined : `${shownView?.name ?? "Orders"} · ${shopName}`);

  return (
    <StatusControlProvider>
      {/* The panel's place is kept from the start: a browser may draw the page when it has read half of it. */}
      <div
        className={cx(
          "flex h-dvh lg:grid lg:grid-rows-[minmax(0,1fr)]",
          panel || hasPanel
            ? "lg:grid-cols-[208px_minmax(0,1fr)_456px]"
            : "lg:grid-cols-[208px_minmax(0,1fr)]",
        )}
      >
        <SideBar />
        {isMail ? (
          <LazyMailDesk />
        ) : (
          <main inert={isCovered} className="flex min-w-0 flex-1 flex-col bg-surface">
            <DeskHeader />
            {isWaiting ? <SkeletonRows /> : <OrderList query={query} />}
          </main>
        )}
        {panel?.kind === "order" && <LazyOrderPanel id={panel.id} />}
        {panel?.kind === "new" && <LazyNewOrderPanel />}
      </div>
      {children}
      <LazyToaster besidePanel={(panel !== undefined || hasPanel) && !isCovered} aboveBar={isCovered} />
      <LazyJobNotices />
      <LazyTellMe />
      {shown === "keys" && <LazyShortcutsDialog onClose={() => setShown(undefined)} />}
      {shown === "palette" && <LazyCommandPalette onClose={() => setShown(undefined)} showKeys={showKeys} />}
    </StatusControlProvider>
  );
}
