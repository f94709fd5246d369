"use client";
// Tabs that are links, with a number behind each: on a narrow screen a row of pills that scrolls sideways.
import { useEffect, useRef, type ReactNode } from "react";
import { cx } from "./cx";
import { onPlainClick } from "./onPlainClick";

/** `ready`: the tabs come in with their numbers, in one piece, so that none is pushed aside by its neighbour's. */
export function TabBar({
  label,
  ready,
  children,
}: {
  readonly label: string;
  readonly ready: boolean;
  readonly children: ReactNode;
}) {
  return (
    <nav
      aria-label={label}
      className={cx(
        "flex shrink-0 [scrollbar-width:none] items-center gap-2 overflow-x-auto border-b border-line px-4 pb-1.5 lg:gap-2.5 lg:px-5 lg:pb-0",
        !ready && "invisible",
      )}
    >
      {children}
    </nav>
  );
}

type Props = {
  readonly label: string;
  /** Empty while it is not known. */
  readonly count: string;
  readonly href: string;
  readonly isCurrent: boolean;
  /** The number is of what was asked before. */
  readonly isOld?: boolean;
  /** What is counted wants to be looked at. */
  readonly needsLook?: boolean;
  readonly onShow: () => void;
};

export function TabLink({ label, count, href, isCurrent, isOld = false, needsLook = false, onShow }: Props) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isCurrent]);
  return (
    <a
      ref={link}
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      onClick={onPlainClick(onShow)}
      className="group flex h-11 shrink-0 scroll-mx-4 items-center whitespace-nowrap focus-visible:-outline-offset-2 max-lg:rounded-full lg:mx-0.5"
    >
      <span
        className={cx(
          "inline-flex h-9 items-center gap-2 rounded-full border px-3.5 font-medium lg:h-11 lg:rounded-none lg:border-0 lg:border-b-2 lg:px-1",
          isCurrent
            ? "border-text bg-text text-surface lg:bg-transparent lg:text-text"
            : "border-line text-muted group-hover:text-text lg:border-transparent",
        )}
      >
        {label}
        <span
          className={cx(
            "text-[13px] tabular-nums lg:min-w-[1.2em]",
            isOld && "opacity-50",
            needsLook ? "font-semibold" : "font-normal",
            needsLook && !isCurrent && "text-danger-text",
            needsLook && isCurrent && "lg:text-danger-text",
            !needsLook && (isCurrent ? "lg:text-muted" : "text-faint"),
          )}
        >
          {count}
        </span>
      </span>
    </a>
  );
}
