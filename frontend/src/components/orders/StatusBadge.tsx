import { ORDER_TRANSITIONS, type Order, type OrderStatus } from "@order-desk/contract";
import { cx } from "../ui/cx";
import { STATUS_LOOK, statusColours } from "./statusLook";
import { useStatusControl } from "./StatusControl";

const BADGE =
  "status inline-flex h-[24px] items-center gap-1.5 rounded-[7px] px-2 text-[12.5px] leading-[24px] font-medium whitespace-nowrap transition-colors group-focus-visible:outline-2 group-focus-visible:outline-offset-2 group-focus-visible:outline-ring";

export function StatusBadge({
  status,
  busy = false,
}: {
  readonly status: OrderStatus;
  readonly busy?: boolean;
}) {
  return (
    <span className={BADGE} style={statusColours(status)}>
      <span aria-hidden className={cx("status-dot", busy && "busy-dot")} />
      {STATUS_LOOK[status].label}
    </span>
  );
}

/** The badge of a row: the menu of what the order may become next. A final state is a plain badge. */
export function StatusButton({ order, tabIndex }: { readonly order: Order; readonly tabIndex: number }) {
  const { openFor, busy, open } = useStatusControl();
  const isBusy = busy.has(order._id);
  if (ORDER_TRANSITIONS[order.status].length === 0) return <StatusBadge status={order.status} />;
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      data-status-of={order._id}
      aria-haspopup="menu"
      aria-expanded={openFor === order._id}
      aria-busy={isBusy || undefined}
      aria-label={`${STATUS_LOOK[order.status].label}: change the status of order ${order.order_number}`}
      // As tall as a thumb needs; the badge in it is what one sees.
      className="group -my-2.5 inline-flex h-11 min-w-11 items-center outline-none"
      onClick={(event) => {
        event.stopPropagation();
        if (!isBusy) open(order, event.currentTarget);
      }}
    >
      <StatusBadge status={order.status} busy={isBusy} />
    </button>
  );
}
