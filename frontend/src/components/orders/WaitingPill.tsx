"use client";
import { ArrowUp } from "lucide-react";
import { formatCount } from "../../lib/format";

type Props = {
  /** Orders that are not shown yet. */
  readonly waiting: number;
  /** Rows that are shown where they do not stand any more. */
  readonly changed: number;
  readonly onShow: () => void;
};

function textOf(waiting: number, changed: number): string {
  const count = waiting + changed;
  const what = changed > 0 ? "change" : "new order";
  return `${formatCount(count)} ${what}${count === 1 ? "" : "s"}`;
}

/** What is new waits here while somebody reads further down, or is at work on rows. */
export function WaitingPill({ waiting, changed, onShow }: Props) {
  const text = textOf(waiting, changed);
  const isAny = waiting + changed > 0;
  return (
    <>
      <span role="status" className="sr-only">
        {isAny && text}
      </span>
      {isAny && (
        <button
          type="button"
          onClick={onShow}
          className="enter-popup absolute top-3 left-1/2 z-30 inline-flex h-11 -translate-x-1/2 items-center gap-2 rounded-full bg-text px-4 font-medium text-surface tabular-nums shadow-raised lg:top-12 lg:h-8 lg:px-3.5"
        >
          <ArrowUp size={16} strokeWidth={1.75} aria-hidden />
          {text}
        </button>
      )}
    </>
  );
}
