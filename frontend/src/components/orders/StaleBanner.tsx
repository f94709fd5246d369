"use client";
import { useRef } from "react";
import { useFeedStatus } from "../../hooks/useFeedStatus";
import { isAway } from "../../lib/feedStatus";
import { formatClock } from "../../lib/format";
import { Button } from "../ui/Button";
import { useNow } from "../ui/useNow";
import { useRoomBelow } from "../ui/useRoomBelow";

/** A short cut is told by the live status alone; only a longer one gets a banner. */
const PATIENCE_MS = 3000;

type Props = { readonly error: string | undefined; readonly onRetry: () => void };

/** Says that what is shown is old. It stands below the list, so that no row moves when it comes. */
export function StaleBanner({ error, onRetry }: Props) {
  const { status, tryNow } = useFeedStatus();
  const now = useNow("second");
  const isOld = isAway(status) && now - status.since > PATIENCE_MS;
  const isShown = error !== undefined || isOld;
  const bannerRef = useRef<HTMLDivElement>(null);
  useRoomBelow(bannerRef, isShown);
  if (!isShown) return null;

  const retry = () => {
    if (isAway(status)) tryNow();
    if (error) onRetry();
  };
  return (
    <div
      ref={bannerRef}
      role="status"
      className="flex shrink-0 items-center gap-3 border-t border-line bg-canvas px-4 py-2 pb-[calc(8px+env(safe-area-inset-bottom))] text-[13px] text-muted lg:px-5"
    >
      <p className="min-w-0 flex-1">
        {isAway(status) && status.since > 0 && `Shown as of ${formatClock(status.since)}. `}
        {error ?? "The server cannot be reached."}
      </p>
      <Button onClick={retry}>Retry</Button>
    </div>
  );
}
