import type { Order } from "@order-desk/contract";
import { formatCount, formatExact, formatMoment, formatMoney } from "../../lib/format";
import { Fact } from "../ui/Fact";
import { OrderStory } from "../mail/OrderStory";
import { RelativeTime } from "../ui/RelativeTime";
import { useNow } from "../ui/useNow";

export function OrderDetails({ order }: { readonly order: Order }) {
  const now = useNow("slow");
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4 lg:px-[18px]">
      <dl>
        <Fact name="Customer">
          <bdi>{order.customer_name}</bdi>
        </Fact>
        <Fact name="E-mail">
          <a
            href={`mailto:${order.customer_email}`}
            className="relative after:absolute after:-inset-y-3.5 after:inset-x-0 hover:underline lg:after:hidden"
          >
            <bdi>{order.customer_email}</bdi>
          </a>
        </Fact>
        <Fact name="Placed">
          <time dateTime={order.created_at} title={formatExact(order.created_at)}>
            {formatMoment(order.created_at, now)}
          </time>
        </Fact>
        <Fact name="Updated">
          <RelativeTime iso={order.updated_at} phrase />
        </Fact>
      </dl>
      <div className="mt-4 flex items-center justify-between gap-6 border-y border-line py-4">
        <div className="min-w-0">
          <p className="[overflow-wrap:anywhere]">
            <bdi>{order.product_name}</bdi>
          </p>
          <p className="text-[13.5px] text-muted tabular-nums">
            {formatCount(order.quantity)} × {formatMoney(order.price, order.currency)}
          </p>
        </div>
        <p className="max-w-[65%] shrink-0 text-[16px] font-semibold tabular-nums [overflow-wrap:anywhere]">
          {formatMoney(order.total, order.currency)}
        </p>
      </div>
      <OrderStory order={order} />
    </div>
  );
}
