"use client";
// What can be done with the selected rows.
import { ORDER_STATUSES, type OrderQuery } from "@order-desk/contract";
import { CircleDot, Download, Printer, Trash2, X } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useOfferedCommands } from "../../hooks/useCommands";
import { formatCount } from "../../lib/format";
import { ordersText, type BulkAsk } from "../../lib/jobs";
import { hasFilter } from "../../lib/listView";
import { pickAll } from "../../lib/picked";
import { placeInList } from "../orders/placeInList";
import { StatusBadge } from "../orders/StatusBadge";
import { STATUS_LOOK } from "../orders/statusLook";
import type { Picking } from "../orders/usePicking";
import { Button } from "../ui/Button";
import { IconButton } from "../ui/IconButton";
import { MenuButton } from "../ui/MenuButton";
import { useReturnFocus } from "../ui/useReturnFocus";
import { useRoomBelow } from "../ui/useRoomBelow";
import { LazyExportDialog } from "../export/lazyExport";
import { SLIPS_MAX, slipsHref } from "../orders/links";
import { LazyBulkDialog } from "./lazyBulk";

type Props = {
  readonly picking: Picking;
  readonly query: OrderQuery;
  /** Orders that match in all; undefined while unknown. */
  readonly total: number | undefined;
};

type Doing = Pick<BulkAsk, "action" | "status">;

/** The same by name, in the palette. */
function useBulkCommands(count: string, run: (doing: Doing) => void) {
  const group = useMemo(
    () => ({
      label: `Selected: ${count}`,
      commands: [
        ...ORDER_STATUSES.map((status) => ({
          id: `bulk ${status}`,
          label: `Mark selected orders ${status}`,
          icon: STATUS_LOOK[status].icon,
          words: `set status ${STATUS_LOOK[status].action}`,
          run: () => run({ action: "status", status }),
        })),
        {
          id: "bulk delete",
          label: "Delete selected orders",
          icon: Trash2,
          words: "remove",
          run: () => run({ action: "delete" }),
        },
      ],
    }),
    [count, run],
  );
  useOfferedCommands(group);
}

function subjectOf({ isAll, ids }: Picking["picked"], query: OrderQuery): string {
  if (!isAll) return ordersText(ids.size);
  return hasFilter(query) ? "all orders that match" : "all orders";
}

function countText({ isAll, ids }: Picking["picked"], total: number | undefined): string {
  if (!isAll) return formatCount(ids.size);
  return total === undefined ? "all that match" : `all ${formatCount(total)}`;
}

type ActionsProps = {
  readonly onDo: (doing: Doing) => void;
  readonly onExport: () => void;
  /** Undefined: there are too many for slips. */
  readonly slips: string | undefined;
  readonly onClear: () => void;
};

function Actions({ onDo, onExport, slips, onClear }: ActionsProps) {
  return (
    <span className="flex items-center gap-1.5 max-sm:w-full max-sm:justify-end">
      <MenuButton
        as={Button}
        trigger={{
          children: (
            <>
              <CircleDot size={16} strokeWidth={1.75} aria-hidden />
              Set status
            </>
          ),
        }}
        label="Status of the selected orders"
        entries={ORDER_STATUSES.map((status) => ({
          key: status,
          label: <StatusBadge status={status} />,
          onSelect: () => onDo({ action: "status", status }),
        }))}
      />
      <Button tone="danger" onClick={() => onDo({ action: "delete" })}>
        <Trash2 size={16} strokeWidth={1.75} aria-hidden />
        Delete
      </Button>
      <IconButton icon={Download} label="Export selected orders" onClick={onExport} />
      {slips !== undefined && (
        <IconButton
          icon={Printer}
          label="Print packing slips"
          onClick={() => window.open(slips, "_blank", "noopener")}
        />
      )}
      <IconButton icon={X} label="Select none" onClick={onClear} />
    </span>
  );
}

function SelectAll({
  total,
  onSelect,
}: {
  readonly total: number | undefined;
  readonly onSelect: () => void;
}) {
  return (
    <button
      type="button"
      onClick={onSelect}
      className="inline-flex h-11 items-center rounded-[7px] px-2 font-medium whitespace-nowrap text-accent-text tabular-nums hover:bg-hover lg:h-8"
    >
      Select all{total !== undefined && ` ${formatCount(total)}`}
    </button>
  );
}

export function BulkBar({ picking, query, total }: Props) {
  const { picked, clear, set } = picking;
  const [doing, setDoing] = useState<Doing>();
  const [isExporting, setIsExporting] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  useRoomBelow(ref, true);
  useReturnFocus(placeInList);
  const count = countText(picked, total);
  useBulkCommands(count, setDoing);
  const isMore = !picked.isAll && (total === undefined || total > picked.ids.size);
  const ask = doing && { ...(picked.isAll ? { query } : { ids: [...picked.ids] }), ...doing };

  return (
    <>
      <div
        ref={ref}
        className="pointer-events-none absolute inset-x-0 bottom-0 z-30 flex justify-center px-3 pb-[calc(12px+env(safe-area-inset-bottom))]"
      >
        <div
          role="toolbar"
          aria-label="Selected orders"
          className="enter-popup pointer-events-auto flex max-w-full flex-wrap items-center gap-x-1 gap-y-1.5 rounded-[11px] border border-line bg-raised p-1.5 pl-3.5 shadow-raised"
        >
          <span role="status" className="mr-1 font-medium whitespace-nowrap tabular-nums">
            {count} selected
          </span>
          {isMore && <SelectAll total={total} onSelect={() => set(pickAll())} />}
          <Actions
            onDo={setDoing}
            onExport={() => setIsExporting(true)}
            slips={picked.isAll || picked.ids.size > SLIPS_MAX ? undefined : slipsHref([...picked.ids])}
            onClear={clear}
          />
        </div>
      </div>
      {isExporting && (
        <LazyExportDialog
          query={query}
          selected={
            picked.isAll
              ? undefined
              : { what: { ids: [...picked.ids] }, label: `The selected ${ordersText(picked.ids.size)}` }
          }
          onClose={() => setIsExporting(false)}
        />
      )}
      {ask && (
        <LazyBulkDialog
          ask={ask}
          subject={subjectOf(picked, query)}
          // The bar from which it was opened may have gone: when the job begins, or with the last selected order.
          returnTo={() => (ref.current ? null : placeInList())}
          onStarted={clear}
          onClose={() => setDoing(undefined)}
        />
      )}
    </>
  );
}
