"use client";
import { useState, type ComponentType } from "react";
import { LazyMenu } from "./lazyParts";
import type { MenuEntry } from "./Menu";

type TriggerProps = {
  readonly onClick: (event: { readonly currentTarget: HTMLElement }) => void;
  readonly "aria-haspopup": "menu";
  readonly "aria-expanded": boolean;
};

type Props<T> = {
  readonly as: ComponentType<T & TriggerProps>;
  readonly trigger: T;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly align?: "start" | "end";
};

/** A button of any looks with a menu under it. */
export function MenuButton<T extends object>({ as: Trigger, trigger, ...menu }: Props<T>) {
  const [anchor, setAnchor] = useState<HTMLElement>();
  return (
    <>
      <Trigger
        {...trigger}
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
      />
      {anchor && <LazyMenu {...menu} anchor={anchor} onClose={() => setAnchor(undefined)} />}
    </>
  );
}
