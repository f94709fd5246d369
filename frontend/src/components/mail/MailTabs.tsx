"use client";
import type { MailCounts, MailState } from "@order-desk/contract";
import { EXACT_COUNT_MAX } from "@order-desk/contract";
import { useMailRoute } from "../../hooks/useMailRoute";
import { formatCount } from "../../lib/format";
import { mailHref } from "../../lib/mailRoute";
import { TabBar, TabLink } from "../ui/TabLink";
import { STATE_TABS, stateLabel } from "./mailLook";

const TABS: readonly (MailState | undefined)[] = [undefined, ...STATE_TABS];

function countText(counts: MailCounts | undefined, state: MailState | undefined): string {
  if (!counts) return "";
  const each = state ? [counts[state]] : Object.values(counts);
  const count = each.reduce((sum, one) => sum + Math.min(one, EXACT_COUNT_MAX), 0);
  return formatCount(count) + (each.some((one) => one > EXACT_COUNT_MAX) ? "+" : "");
}

/** `ready`: no reason to wait for the numbers any more. */
export function MailTabs({
  counts,
  ready,
}: {
  readonly counts: MailCounts | undefined;
  readonly ready: boolean;
}) {
  const { state: current, q, showState } = useMailRoute();
  return (
    <TabBar label="Mails by state" ready={ready || counts !== undefined}>
      {TABS.map((state) => (
        <TabLink
          key={state ?? "all"}
          label={state ? stateLabel(state) : "All"}
          count={countText(counts, state)}
          href={mailHref({ state, q })}
          isCurrent={state === current}
          needsLook={(state === "failed" || state === "unknown") && (counts?.[state] ?? 0) > 0}
          onShow={() => showState(state)}
        />
      ))}
    </TabBar>
  );
}
