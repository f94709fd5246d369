"use client";
import { useMailCounts } from "../../hooks/useMailCounts";
import { formatCount } from "../../lib/format";

/** How many mails somebody has to look at; nothing when there are none. */
export function MailAttention() {
  const counts = useMailCounts();
  const { failed = 0, unknown = 0 } = counts ?? {};
  if (failed + unknown === 0) return null;
  const word = unknown === 0 ? "failed" : failed === 0 ? "unknown" : "to check";
  return (
    <span
      title={`${formatCount(failed)} failed, ${formatCount(unknown)} unknown`}
      className="ml-auto text-[13px] font-normal text-danger-text tabular-nums"
    >
      {formatCount(failed + unknown)} {word}
    </span>
  );
}
