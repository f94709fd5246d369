"use client";
import { Popover as BasePopover } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type PopoverProps = {
  readonly label: string;
  readonly anchor: HTMLElement;
  readonly children: ReactNode;
  /** `false` leaves the focus where it is, for a note that appears by itself. */
  readonly takesFocus?: boolean;
  readonly className?: string;
  readonly onClose: () => void;
};

export function Popover({ label, anchor, children, takesFocus = true, className, onClose }: PopoverProps) {
  return (
    <BasePopover.Root open onOpenChange={(open) => !open && onClose()}>
      <BasePopover.Portal>
        <BasePopover.Positioner
          anchor={anchor}
          align="start"
          sideOffset={8}
          collisionPadding={8}
          className="z-40"
        >
          <BasePopover.Popup
            aria-label={label}
            data-note={!takesFocus || undefined}
            initialFocus={takesFocus}
            finalFocus={takesFocus ? () => anchor : false}
            className={cx(
              "enter-popup max-w-[calc(100vw-16px)] rounded-[11px] border border-line bg-raised shadow-raised outline-none",
              className,
            )}
          >
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
