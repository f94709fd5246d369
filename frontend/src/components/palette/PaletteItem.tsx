"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import type { Order } from "@order-desk/contract";
import type { Command } from "../../lib/commands";
import { formatMoney } from "../../lib/format";
import { StatusBadge } from "../orders/StatusBadge";
import { Kbd } from "../ui/Kbd";

/** A line of the palette: a command, or an order that was found. */
export type PaletteEntry = Command & { readonly order?: Order };

function Found({ order }: { readonly order: Order }) {
  return (
    <>
      <span className="w-[76px] shrink-0 text-muted tabular-nums">#{order.order_number}</span>
      <span className="min-w-0 flex-1 truncate">
        {order.customer_name}
        <span className="text-muted"> · {order.product_name}</span>
      </span>
      <span className="shrink-0 text-muted tabular-nums max-sm:hidden">
        {formatMoney(order.total, order.currency)}
      </span>
      <StatusBadge status={order.status} />
    </>
  );
}

function Named({ icon: Icon, label, keys }: Command) {
  return (
    <>
      <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {keys?.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </>
  );
}

export function PaletteItem({
  entry,
  onRun,
}: {
  readonly entry: PaletteEntry;
  readonly onRun: (entry: PaletteEntry) => void;
}) {
  return (
    <Autocomplete.Item
      value={entry}
      onClick={() => onRun(entry)}
      className="flex min-h-11 cursor-default items-center gap-2.5 rounded-[7px] px-2.5 text-[14px] outline-none select-none data-[highlighted]:bg-hover lg:min-h-9"
    >
      {entry.order ? <Found order={entry.order} /> : <Named {...entry} />}
    </Autocomplete.Item>
  );
}
