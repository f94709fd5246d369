"use client";
// The windowed list of mails.
import { useEffect, useRef, type ReactNode } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useMailRoute } from "../../hooks/useMailRoute";
import type { MailRow } from "../../lib/heldMails";
import { mailHref } from "../../lib/mailRoute";
import { useActiveRow } from "../orders/useActiveRow";
import { useRowKeys } from "../orders/useRowKeys";
import { useRowLayout, useRowWindow } from "../orders/useRowWindow";
import { useScrollAnchor } from "../orders/useScrollAnchor";
import "./mail-list.css";
import { MailRowView } from "./MailRowView";

/** How near the end the next page is asked for, in rows. */
const AHEAD = 40;

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

/** The rows in view, and everything that moves through them. */
function useMailRows({ rows, onNearEnd }: Props) {
  const scrollerRef = useRef<HTMLDivElement>(null);
  const { openMail } = useMailRoute();
  const layout = useRowLayout(scrollerRef);
  const { activeId, activeIndex, setActiveId, moveTo } = useActiveRow(scrollerRef, rows);
  const virtualizer = useRowWindow({ scrollerRef, orders: rows, layout, activeIndex });
  const items = virtualizer.getVirtualItems();
  const rememberAnchor = useScrollAnchor(scrollerRef, rows, layout.rowHeight);

  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onNearEnd && lastShown >= rows.length - AHEAD) onNearEnd();
  }, [onNearEnd, lastShown, rows.length]);

  const goTo = (index: number) => {
    const reached = moveTo(index);
    if (reached >= 0) virtualizer.scrollToIndex(reached, { align: "auto" });
  };
  const { rowHeight } = layout;
  const onOpen = (position: string) => {
    const row = rows.find(({ _id }) => _id === position);
    if (row) openMail(row.mail._id);
  };
  const onKeyDown = useRowKeys({ scrollerRef, orders: rows, activeIndex, rowHeight, goTo, onOpen });
  const tabStop = activeIndex >= 0 ? activeId : rows[items[0]?.index ?? 0]?._id;
  const height = virtualizer.getTotalSize();
  return { scrollerRef, items, rowHeight, height, tabStop, setActiveId, onKeyDown, rememberAnchor };
}

export function MailTable(props: Props) {
  const { rows, total, footer } = props;
  const { openId, openMail, ...query } = useMailRoute();
  const { openOrder } = useDeskRoute();
  const { scrollerRef, items, rowHeight, height, tabStop, ...on } = useMailRows(props);
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
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
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
                style={{ height: rowHeight, transform: `translateY(${start}px)` }}
                onOpen={() => openMail(mail._id)}
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
