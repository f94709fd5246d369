"use client";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { hasPicked } from "../../lib/picked";
import { isOnRow } from "../list/rowFocus";
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
  const row = rows[activeIndex];
  // Another order may be open, found by the palette or a message: who looks at that does not mean the row of before.
  const isMeant = panel?.kind !== "order" || panel.id === row?._id;
  const active = () => (isMeant || isOnRow() ? row : undefined);

  const toggle = () => {
    const one = active();
    if (one) picking.toggle(one._id);
  };
  const stretch = (by: number) => {
    const one = active();
    const next = rows[activeIndex + by];
    if (!one || !next) return;
    if (picking.has(one._id)) picking.rangeTo(next._id);
    else picking.toggle(one._id);
    goTo(activeIndex + by);
  };
  useShortcuts(
    {
      x: toggle,
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
