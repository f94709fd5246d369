"use client";
// The menu itself; loaded when the first one is wanted, see MenuButton.
import { Menu as BaseMenu } from "@base-ui/react/menu";
import type { LucideIcon } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { cx } from "./cx";
import { landmarkOf } from "./landmarkOf";

export type MenuEntry = {
  readonly key: string;
  readonly label: ReactNode;
  readonly icon?: LucideIcon;
  readonly danger?: boolean;
} & ({ readonly onSelect: () => void } | { readonly href: string });

export type MenuProps = {
  readonly label: string;
  /** The element the menu hangs from; it, or else what is around it, has the focus again when the menu closes. */
  readonly anchor: HTMLElement;
  readonly entries: readonly MenuEntry[];
  readonly align?: "start" | "end";
  readonly onClose: () => void;
};

const ITEM =
  "flex min-h-11 cursor-default items-center gap-2.5 rounded-[7px] px-2.5 text-[14px] outline-none select-none data-[highlighted]:bg-hover data-[highlighted]:outline-2 data-[highlighted]:-outline-offset-2 data-[highlighted]:outline-line lg:min-h-[34px]";

function Entry({ entry }: { readonly entry: MenuEntry }) {
  const { icon: Icon, label, danger } = entry;
  const content = (
    <>
      {Icon && <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />}
      {label}
    </>
  );
  const className = cx(ITEM, danger && "text-danger-text");
  if ("href" in entry)
    return (
      <BaseMenu.LinkItem href={entry.href} closeOnClick className={className}>
        {content}
      </BaseMenu.LinkItem>
    );
  return (
    <BaseMenu.Item onClick={entry.onSelect} className={className}>
      {content}
    </BaseMenu.Item>
  );
}

export function Menu({ label, anchor, entries, align = "start", onClose }: MenuProps) {
  const popup = useRef<HTMLDivElement>(null);
  const [around] = useState(() => anchor.parentElement?.closest<HTMLElement>("[tabindex]") ?? null);
  // However it was opened, the first entry is the one that Enter takes.
  useEffect(() => {
    const frame = requestAnimationFrame(() =>
      popup.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, []);

  return (
    <BaseMenu.Root open onOpenChange={(open) => !open && onClose()}>
      <BaseMenu.Portal container={landmarkOf(anchor)}>
        <BaseMenu.Positioner
          anchor={anchor}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-70"
        >
          <BaseMenu.Popup
            ref={popup}
            aria-label={label}
            finalFocus={() => (anchor.isConnected ? anchor : around)}
            className="enter-popup min-w-[180px] rounded-[10px] border border-line bg-raised p-1.5 shadow-raised outline-none"
          >
            {entries.map((entry) => (
              <Entry key={entry.key} entry={entry} />
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
