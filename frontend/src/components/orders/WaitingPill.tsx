"use client";
import { ArrowUp } from "lucide-react";
import { formatCount } from "../../lib/format";

type Props = { readonly waiting: number; readonly onShow: () => void };

/** New orders wait here while somebody reads further down. */
export function WaitingPill({ waiting, onShow }: Props) {
  const text = `${formatCount(waiting)} new ${waiting === 1 ? "order" : "orders"}`;
  return (
    <>
      <span role="status" className="sr-only">
        {waiting > 0 && text}
      </span>
      {waiting > 0 && (
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
