"use client";
import type { MailCounts, MailState } from "@order-desk/contract";
import { EXACT_COUNT_MAX } from "@order-desk/contract";
import { useEffect, useRef } from "react";
import { useMailRoute } from "../../hooks/useMailRoute";
import { formatCount } from "../../lib/format";
import { mailHref } from "../../lib/mailRoute";
import { onPlainClick } from "../orders/links";
import { cx } from "../ui/cx";
import { STATE_TABS, stateLabel } from "./mailLook";

const TABS: readonly (MailState | undefined)[] = [undefined, ...STATE_TABS];

function countText(counts: MailCounts | undefined, state: MailState | undefined): string {
  if (!counts) return "";
  const each = state ? [counts[state]] : Object.values(counts);
  const count = each.reduce((sum, one) => sum + Math.min(one, EXACT_COUNT_MAX), 0);
  return formatCount(count) + (each.some((one) => one > EXACT_COUNT_MAX) ? "+" : "");
}

type TabProps = {
  readonly label: string;
  readonly count: string;
  readonly href: string;
  readonly isCurrent: boolean;
  readonly needsLook: boolean;
  readonly onShow: () => void;
};

function Tab({ label, count, href, isCurrent, needsLook, onShow }: TabProps) {
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

/** The tabs come in with their numbers, in one piece, so that none is pushed aside by its neighbour's. */
export function MailTabs({
  counts,
  ready,
}: {
  readonly counts: MailCounts | undefined;
  readonly ready: boolean;
}) {
  const { state: current, q, showState } = useMailRoute();
  return (
    <nav
      aria-label="Mails by state"
      className={cx(
        "flex shrink-0 [scrollbar-width:none] items-center gap-2 overflow-x-auto border-b border-line px-4 pb-1.5 lg:gap-2.5 lg:px-5 lg:pb-0",
        !ready && counts === undefined && "invisible",
      )}
    >
      {TABS.map((state) => (
        <Tab
          key={state ?? "all"}
          label={state ? stateLabel(state) : "All"}
          count={countText(counts, state)}
          href={mailHref({ state, q })}
          isCurrent={state === current}
          needsLook={(state === "failed" || state === "unknown") && (counts?.[state] ?? 0) > 0}
          onShow={() => showState(state)}
        />
      ))}
    </nav>
  );
}
