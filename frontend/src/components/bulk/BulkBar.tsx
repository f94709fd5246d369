"use client";
// What can be done with the selected rows.
import { ORDER_STATUSES, type OrderQuery } from "@order-desk/contract";
import { CircleDot, Download, Printer, Trash2, X } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { formatCount } from "../../lib/format";
import { ordersText } from "../../lib/jobs";
import { hasFilter, withoutEmptySearch } from "../../lib/listView";
import { canPickAll } from "../../lib/pickAll";
import { pickAll } from "../../lib/picked";
import { placeInList } from "../orders/placeInList";
import { StatusBadge } from "../orders/StatusBadge";
import type { ListTotal } from "../orders/totalIn";
import type { Picking } from "../orders/usePicking";
import { Button } from "../ui/Button";
import { IconButton } from "../ui/IconButton";
import { MenuButton } from "../ui/MenuButton";
import { useEvent } from "../ui/useEvent";
import { useReturnFocus } from "../ui/useReturnFocus";
import { useRoomBelow } from "../ui/useRoomBelow";
import { LazyExportDialog } from "../export/lazyExport";
import { listSlipsHref, SLIPS_MAX, slipsHref } from "../orders/links";
import { LazyBulkDialog } from "./lazyBulk";
import { useBulkCommands, type BulkActions, type Doing } from "./useBulkCommands";

/** All of them in one line of a phone. */
const NARROW = "max-sm:px-2.5";
const TOO_MANY_SLIPS = `for at most ${SLIPS_MAX} orders`;

type Props = {
  readonly picking: Picking;
  readonly query: OrderQuery;
  /** Orders that match in all; undefined while unknown. */
  readonly total: ListTotal | undefined;
};

function subjectOf({ isAll, ids }: Picking["picked"], query: OrderQuery): string {
  if (!isAll) return ordersText(ids.size);
  return hasFilter(query) ? "all orders that match" : "all orders";
}

const chosenBy = ({ isAll, ids }: Picking["picked"], query: OrderQuery) =>
  isAll ? { query: withoutEmptySearch(query) } : { ids: [...ids] };

/** As in "all 1,204 that match", or "all 10,000+". */
function allText(query: OrderQuery, total: ListTotal | undefined): string {
  const count = total && `${formatCount(total.count)}${total.isAtLeast ? "+" : ""}`;
  const match = hasFilter(query) || !total ? "that match" : undefined;
  return ["all", count, match].filter(Boolean).join(" ");
}

/** On a small screen they have a row of their own, and the way out stands above them. */
function Actions({ onDo, onExport, onPrint }: Omit<BulkActions, "onClear">) {
  return (
    <span className="flex items-center gap-1.5 max-sm:order-1 max-sm:w-full">
      <MenuButton
        as={Button}
        trigger={{
          className: NARROW,
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
      <Button tone="danger" className={NARROW} onClick={() => onDo({ action: "delete" })}>
        <Trash2 size={16} strokeWidth={1.75} aria-hidden />
        Delete
      </Button>
      <IconButton icon={Download} label="Export selected orders" onClick={onExport} />
      <IconButton
        icon={Printer}
        label="Print packing slips"
        unavailable={onPrint ? undefined : TOO_MANY_SLIPS}
        onClick={onPrint}
      />
    </span>
  );
}

function SelectAll({ all, onSelect }: { readonly all: string; readonly onSelect: () => void }) {
  return (
    <button
      type="button"
      onClick={onSelect}
      className="inline-flex h-11 items-center rounded-[7px] px-2 font-medium whitespace-nowrap text-accent-text tabular-nums hover:bg-hover lg:h-8"
    >
      Select {all}
    </button>
  );
}

function useActions(
  { picking, query, total }: Props,
  onDo: (doing: Doing) => void,
  setIsExporting: (isExporting: boolean) => void,
): BulkActions {
  const { picked, set, clear } = picking;
  const { isAll, ids } = picked;
  const known = total?.isAtLeast === false ? total.count : undefined;
  const isMore = canPickAll(picked, known);
  const hasSlips = (isAll ? (known ?? Infinity) : ids.size) <= SLIPS_MAX;
  // Made anew with each news, which is nothing to whoever is offered these.
  const slips = useEvent(() => (isAll ? listSlipsHref(query) : slipsHref(picking.inSequence())));
  return useMemo(() => {
    return {
      onDo,
      onExport: () => setIsExporting(true),
      onPrint: hasSlips ? () => void window.open(slips(), "_blank", "noopener") : undefined,
      onSelectAll: isMore ? () => set(pickAll()) : undefined,
      onClear: clear,
    };
  }, [hasSlips, slips, set, clear, isMore, onDo, setIsExporting]);
}

export function BulkBar(props: Props) {
  const { picking, query, total } = props;
  const { picked, clear } = picking;
  const [doing, setDoing] = useState<Doing>();
  const [isExporting, setIsExporting] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  useRoomBelow(ref, true);
  useReturnFocus(placeInList);
  const all = allText(query, total);
  const count = picked.isAll ? all : formatCount(picked.ids.size);
  const actions = useActions(props, setDoing, setIsExporting);
  useBulkCommands(count, actions);

  return (
    <>
      <div
        ref={ref}
        className="pointer-events-none absolute inset-x-0 bottom-0 z-30 flex justify-center px-3 pb-[calc(12px+env(safe-area-inset-bottom))]"
      >
        <div
          role="toolbar"
          aria-label="Selected orders"
          className="enter-popup pointer-events-auto flex max-w-full flex-wrap items-center gap-x-1 gap-y-1.5 rounded-[11px] border border-line bg-raised p-1.5 shadow-raised"
        >
          <span role="status" className="mr-1 ml-2 font-medium whitespace-nowrap tabular-nums">
            {count} selected
          </span>
          {actions.onSelectAll && <SelectAll all={all} onSelect={actions.onSelectAll} />}
          <Actions {...actions} />
          <IconButton icon={X} label="Select none" onClick={clear} className="max-sm:ml-auto" />
        </div>
      </div>
      {isExporting && (
        <LazyExportDialog
          query={query}
          selected={
            picked.isAll
              ? undefined
              : {
                  what: { ids: picking.inSequence(), sort: query.sort },
                  label: `The selected ${ordersText(picked.ids.size)}`,
                }
          }
          onClose={() => setIsExporting(false)}
        />
      )}
      {doing && (
        <LazyBulkDialog
          ask={{ ...chosenBy(picked, query), ...doing }}
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
