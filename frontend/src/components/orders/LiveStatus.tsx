"use client";
import { useState } from "react";
import { useFeedStatus } from "../../hooks/useFeedStatus";
import { cx } from "../ui/cx";
import { LazyPopover } from "../ui/lazyParts";
import { useMediaQuery } from "../ui/useMediaQuery";
import { useNow } from "../ui/useNow";
import { feedText, type Tone } from "./feedText";
import { LazyLiveStatusPanel } from "./lazyPanels";

const DOT: Record<Tone, string> = {
  good: "text-status-good",
  wait: "text-status-wait",
  bad: "text-status-bad",
  idle: "text-status-idle",
};

/** The dot and the word that are always in view; a press says more. */
export function LiveStatus() {
  const { status } = useFeedStatus();
  const now = useNow("second");
  const [anchor, setAnchor] = useState<HTMLElement>();
  const isSmall = useMediaQuery("(max-width: 639.98px)");
  const { tone, label, short = label, spoken } = feedText(status, now);
  const shown = isSmall ? short : label;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={anchor !== undefined}
        aria-label={`Live status: ${shown}`}
        onClick={(event) => setAnchor(event.currentTarget)}
        className="group inline-flex h-11 min-w-0 shrink items-center outline-none"
      >
        <span className="inline-flex h-7 min-w-0 items-center gap-2 rounded-full border border-line bg-surface px-2.5 text-[13px] text-muted tabular-nums transition-colors group-hover:bg-hover group-focus-visible:outline-2 group-focus-visible:outline-offset-2 group-focus-visible:outline-ring">
          <span
            aria-hidden
            className={cx("size-2 shrink-0 rounded-full bg-current ring-[2.5px] ring-current/20", DOT[tone])}
          />
          <span className="truncate">{shown}</span>
        </span>
      </button>
      <span role="status" className="sr-only">
        {spoken}
      </span>
      {anchor && (
        <LazyPopover
          label="Live status"
          anchor={anchor}
          className="w-[320px] p-4"
          onClose={() => setAnchor(undefined)}
        >
          <LazyLiveStatusPanel />
        </LazyPopover>
      )}
    </>
  );
}
