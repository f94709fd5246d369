"use client";
import type { OrderStatus } from "@order-desk/contract";
import { usePathname, useSearchParams } from "next/navigation";
import { useMemo, useSyncExternalStore } from "react";
import { deskHref, parseDeskPlace, type DeskPanel, type DeskPlace } from "../lib/deskRoute";
import { guardedPath, onGuardChange, pushAddress } from "./deskHistory";

export type DeskRoute = DeskPlace & {
  readonly openOrder: (id: string) => void;
  readonly openNew: () => void;
  readonly closePanel: () => void;
  /** Leaves an open panel open. */
  readonly showStatus: (status?: OrderStatus) => void;
};

// The list stays mounted and no server is asked: Next follows the history by itself.
const goTo = (place: DeskPlace) => pushAddress(deskHref(place));

// Read when it is needed, so that the actions stay the same while the address changes.
const here = () => parseDeskPlace(window.location.pathname, new URLSearchParams(window.location.search));
const goToPanel = (panel: DeskPanel | undefined) => goTo({ ...here(), panel });

const ACTIONS = {
  openOrder: (id: string) => goToPanel({ kind: "order", id }),
  openNew: () => goToPanel({ kind: "new" }),
  closePanel: () => goToPanel(undefined),
  showStatus: (status?: OrderStatus) => goTo({ ...here(), status }),
};

/** Where the desk is, by its address, and the ways from there. */
export function useDeskRoute(): DeskRoute {
  const path = usePathname();
  const parameters = useSearchParams();
  const guarded = useSyncExternalStore(onGuardChange, guardedPath, () => undefined);
  const shown = guarded ?? path;
  return useMemo(() => ({ ...parseDeskPlace(shown, parameters), ...ACTIONS }), [shown, parameters]);
}
