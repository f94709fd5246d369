"use client";
import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type DialogProps = {
  readonly title: string;
  readonly description?: string;
  /** For what does not fit in a column of text. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
  /** Where the focus goes when it closes; null or not given: to where it was. */
  readonly returnTo?: () => HTMLElement | null;
  readonly onClose: () => void;
};

/** A modal dialog; the focus goes back when it closes. */
export function Dialog({ title, description, isWide = false, children, returnTo, onClose }: DialogProps) {
  return (
    <BaseDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="enter-popup fixed inset-0 z-50 bg-black/40" />
        <BaseDialog.Popup
          {...(returnTo && { finalFocus: returnTo })}
          className={cx(
            "enter-popup fixed top-1/2 left-1/2 z-60 max-h-[calc(100dvh-32px)] max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-[11px] border border-line bg-raised p-5 shadow-raised outline-none",
            isWide ? "w-[600px]" : "w-[420px]",
          )}
        >
          <BaseDialog.Title className="text-[16px] leading-6 font-semibold">{title}</BaseDialog.Title>
          {description && (
            <BaseDialog.Description className="mt-1 text-muted">{description}</BaseDialog.Description>
          )}
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
