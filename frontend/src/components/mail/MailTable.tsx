"use client";
// The windowed list of mails.
import { useRef, type ReactNode } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useMailRoute } from "../../hooks/useMailRoute";
import type { MailRow } from "../../lib/heldMails";
import { mailHref } from "../../lib/mailRoute";
import { useWindowedRows } from "../list/useWindowedRows";
import "./mail-list.css";
import { MailRowView } from "./MailRowView";

const HEADINGS = [
  ["to", "Recipient"],
  ["order", "Order"],
  ["change", "Change"],
  ["state", "State"],
  ["why", "What the server said"],
  ["tries", "Attempts"],
  ["updated", "Updated"],
] as const;

function Head() {
  return (
    <thead role="rowgroup" className="sticky top-0 z-20 bg-surface">
      <tr role="row" aria-rowindex={1} className="h-9">
        {HEADINGS.map(([area, heading]) => (
          <th
            key={area}
            role="columnheader"
            scope="col"
            data-area={area}
            className="text-[13px] font-medium text-muted"
          >
            {heading}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type Props = {
  readonly rows: readonly MailRow[];
  /** Undefined: there are more than are here. */
  readonly total: number | undefined;
  readonly onNearEnd: (() => void) | undefined;
  readonly footer: ReactNode;
};

export function MailTable({ rows, total, onNearEnd, footer }: Props) {
  const scrollerRef = useRef<HTMLDivElement>(null);
  const { openId, openMail, ...query } = useMailRoute();
  const { openOrder } = useDeskRoute();
  const onOpen = ({ mail }: MailRow) => openMail(mail._id);
  const { shown, tabStop, height, rowHeight, ...on } = useWindowedRows({
    scrollerRef,
    rows,
    onOpen,
    onNearEnd,
  });
  return (
    <div
      ref={scrollerRef}
      tabIndex={-1}
      className="mail-scroller relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto outline-none"
      onScroll={({ currentTarget }) => on.rememberAnchor(currentTarget.scrollTop)}
    >
      <table
        role="grid"
        aria-label="Mails"
        aria-rowcount={total === undefined ? -1 : total + 1}
        className="mail-table"
        onKeyDown={on.onKeyDown}
      >
        <Head />
        <tbody role="rowgroup" className="relative" style={{ height }}>
          {shown.map(({ row, index, top }) => {
            const { _id, mail } = row;
            return (
              <MailRowView
                key={_id}
                mail={mail}
                rowKey={_id}
                rowIndex={index + 2}
                href={mailHref({ ...query, openId: mail._id })}
                isOpen={mail._id === openId}
                isTabStop={_id === tabStop}
                style={{ height: rowHeight, transform: `translateY(${top}px)` }}
                onOpen={() => onOpen(row)}
                onOrder={() => openOrder(mail.order_id)}
                onFocus={() => on.setActiveId(_id)}
              />
            );
          })}
        </tbody>
      </table>
      {footer}
    </div>
  );
}
