"use client";
import { COLUMN_WIDTH_MAX, COLUMN_WIDTH_MIN } from "@order-desk/contract";
import type { PointerEvent } from "react";

type Props = {
  /** Undefined: as wide as there is room. */
  readonly onResize: (width: number | undefined) => void;
};

const within = (width: number) => Math.round(Math.min(COLUMN_WIDTH_MAX, Math.max(COLUMN_WIDTH_MIN, width)));

/** The edge of a heading, to be drawn; twice clicked, the column takes its own width again. By keys: see DisplayForm. */
export function ColumnEdge({ onResize }: Props) {
  const begin = (event: PointerEvent<HTMLSpanElement>) => {
    const edge = event.currentTarget;
    const heading = edge.parentElement;
    if (!heading || event.button !== 0) return;
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
    const beyond = heading.getBoundingClientRect().width - event.clientX;
    const onMove = (moved: globalThis.PointerEvent) => onResize(within(moved.clientX + beyond));
    edge.addEventListener("pointermove", onMove);
    edge.addEventListener("lostpointercapture", () => edge.removeEventListener("pointermove", onMove), {
      once: true,
    });
  };
  return (
    <span
      aria-hidden
      data-edge
      onPointerDown={begin}
      onDoubleClick={() => onResize(undefined)}
      className="absolute inset-y-0 -right-[13px] z-10 w-[10px] cursor-col-resize touch-none after:absolute after:inset-y-2 after:left-[4px] after:w-px after:bg-line after:opacity-0 hover:after:opacity-100 group-hover/th:after:opacity-100"
    />
  );
}
