"use client";
// Packing slips: what goes into the parcel, and for whom. Black on white, whatever the theme.
import type { Order } from "@order-desk/contract";
import { useEffect } from "react";
import { useSettings } from "../../hooks/useSettings";
import { useSlips, type FoundSlips, type SlipsAsked } from "../../hooks/useSlips";
import { formlessMessageOf } from "../../lib/apiError";
import { formatCount, formatDay } from "../../lib/format";
import { ordersText } from "../../lib/jobs";
import { SLIPS_MAX } from "../orders/links";
import { Button } from "../ui/Button";

function Slip({ order, shopName }: { readonly order: Order; readonly shopName: string }) {
  return (
    <article className="mx-auto my-6 max-w-[720px] break-after-page bg-white p-10 text-black shadow-raised last:break-after-auto print:m-0 print:max-w-none print:p-0 print:shadow-none">
      <header className="flex items-baseline justify-between border-b border-black pb-4">
        <p className="text-[18px] font-semibold">{shopName}</p>
        <p className="text-[14px]">Packing slip</p>
      </header>
      <div className="mt-6 flex justify-between gap-8">
        <div className="min-w-0">
          <p className="text-[13px]">For</p>
          <p dir="auto" className="mt-1 text-[18px] leading-6 font-semibold [overflow-wrap:anywhere]">
            {order.customer_name}
          </p>
          <p className="mt-0.5 [overflow-wrap:anywhere]">{order.customer_email}</p>
        </div>
        <dl className="shrink-0 text-right">
          <dt className="text-[13px]">Order</dt>
          <dd className="mt-1 text-[18px] leading-6 font-semibold tabular-nums">{order.order_number}</dd>
          <dd className="mt-0.5">{formatDay(order.created_at)}</dd>
        </dl>
      </div>
      <table className="mt-8 w-full text-left">
        <thead>
          <tr className="border-b border-black text-[13px]">
            <th className="py-2 font-medium">Product</th>
            <th className="py-2 text-right font-medium">Quantity</th>
          </tr>
        </thead>
        <tbody>
          <tr className="border-b border-black/20">
            <td dir="auto" className="py-3 text-[16px] [overflow-wrap:anywhere]">
              {order.product_name}
            </td>
            <td className="py-3 text-right text-[16px] tabular-nums">{formatCount(order.quantity)}</td>
          </tr>
        </tbody>
      </table>
    </article>
  );
}

/** What is said of slips that were asked for and are not here. */
function noteOf({ orders, missing, isCut }: FoundSlips): string | undefined {
  if (isCut) return `More orders match: these are the first ${SLIPS_MAX}.`;
  if (orders.length === 0)
    return missing > 0 ? "None of these orders is there any more." : "No order matches.";
  return missing > 0
    ? `${ordersText(missing)} ${missing === 1 ? "is" : "are"} not there any more.`
    : undefined;
}

export function Slips({ asked }: { readonly asked: SlipsAsked }) {
  const { shopName } = useSettings();
  const { data: found, error, refetch } = useSlips(asked);
  const orders = found?.orders ?? [];
  const isThere = orders.length > 0;
  const isWhole = isThere && !found?.isCut;
  const note = found && noteOf(found);
  useEffect(() => {
    // The fonts first: a slip is printed as it is seen.
    if (isWhole) void document.fonts.ready.then(() => window.print());
  }, [isWhole]);
  return (
    <main className="min-h-dvh print:bg-white">
      <div className="flex items-center justify-center gap-3 p-4 print:hidden">
        <h1 className="font-semibold">
          {isThere
            ? `Packing slips of ${ordersText(orders.length)}`
            : error
              ? formlessMessageOf(error)
              : "Packing slips"}
        </h1>
        {error && <Button onClick={() => void refetch()}>Retry</Button>}
        {isThere && (
          <Button tone="primary" onClick={() => window.print()}>
            Print
          </Button>
        )}
        {note !== undefined && <p className="text-muted">{note}</p>}
      </div>
      {orders.map((order) => (
        <Slip key={order._id} order={order} shopName={shopName} />
      ))}
    </main>
  );
}
