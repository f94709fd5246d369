"use client";
import { ChevronLeft, X } from "lucide-react";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { IconButton } from "./IconButton";

type Props = {
  readonly title: ReactNode;
  /** Changes when the panel shows something else: reading starts at its heading again. */
  readonly subject: string;
  readonly badge?: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  /** `false` when the content puts the focus somewhere better than the heading. */
  readonly focusHeading?: boolean;
  readonly onClose: () => void;
};

/** A page beside the list; on a narrow screen it covers the list. */
export function Panel({ title, subject, badge, tools, children, focusHeading = true, onClose }: Props) {
  const headingId = useId();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (focusHeading) heading.current?.focus({ preventScroll: true });
  }, [subject, focusHeading]);

  return (
    <aside
      aria-labelledby={headingId}
      className="enter-panel fixed inset-0 z-30 flex flex-col bg-surface lg:static lg:w-[456px] lg:shrink-0 lg:border-l lg:border-line"
    >
      <div className="flex h-14 shrink-0 items-center gap-1 border-line pr-2 pl-2 lg:gap-2.5 lg:border-b lg:pr-3 lg:pl-[18px]">
        <IconButton icon={ChevronLeft} label="Back to the list" onClick={onClose} className="lg:hidden" />
        <h2
          id={headingId}
          ref={heading}
          tabIndex={-1}
          className="mr-1.5 min-w-0 truncate text-[20px] font-semibold lg:mr-0 lg:text-[15px]"
        >
          {title}
        </h2>
        {badge}
        {/* As wide as with all tools, so that nothing moves when they come. */}
        <div className="ml-auto flex min-w-[88px] items-center justify-end lg:min-w-24">
          {tools}
          <IconButton icon={X} label="Close" onClick={onClose} className="max-lg:hidden" />
        </div>
      </div>
      {children}
    </aside>
  );
}
