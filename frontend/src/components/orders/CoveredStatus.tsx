"use client";
import { useRef } from "react";
import { useFeedStatus } from "../../hooks/useFeedStatus";
import { useIsNarrow } from "../ui/useMediaQuery";
import { useRoomBelow } from "../ui/useRoomBelow";
import { LiveStatus } from "./LiveStatus";

/** The live status at the foot of a panel that covers the header, while there is something to say. */
export function CoveredStatus() {
  const { status } = useFeedStatus();
  const isNarrow = useIsNarrow();
  const isShown = isNarrow && status.kind !== "live" && status.kind !== "connecting";
  const footRef = useRef<HTMLDivElement>(null);
  useRoomBelow(footRef, isShown);
  if (!isShown) return null;
  return (
    <div
      ref={footRef}
      className="order-last flex shrink-0 border-t border-line bg-canvas px-4 pb-[env(safe-area-inset-bottom)]"
    >
      <LiveStatus />
    </div>
  );
}
