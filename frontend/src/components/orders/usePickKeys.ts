"use client";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { hasPicked } from "../../lib/picked";
import { useListCovered } from "../list/useListCovered";
import { useShortcuts } from "../ui/useShortcuts";
import type { Picking } from "./usePicking";

type Options = {
  readonly picking: Picking;
  readonly rows: readonly { readonly _id: string }[];
  readonly activeIndex: number;
  readonly goTo: (index: number) => void;
};

/** x selects the row, Shift with j and k draws a range, Ctrl/⌘-A takes all rows, Escape none. */
export function usePickKeys({ picking, rows, activeIndex, goTo }: Options): void {
  const isCovered = useListCovered();
  const { panel } = useDeskRoute();
  const active = rows[activeIndex];

  const stretch = (by: number) => {
    const next = rows[activeIndex + by];
    if (!active || !next) return;
    if (picking.has(active._id)) picking.rangeTo(next._id);
    else picking.toggle(active._id);
    goTo(activeIndex + by);
  };
  useShortcuts(
    {
      x: () => active && picking.toggle(active._id),
      J: () => stretch(1),
      K: () => stretch(-1),
      "mod+a": picking.toggleRows,
    },
    !isCovered,
  );
  // An open panel takes Escape first.
  useShortcuts(
    { Escape: picking.clear },
    !isCovered && !panel && (picking.isOn || hasPicked(picking.picked)),
  );
}
