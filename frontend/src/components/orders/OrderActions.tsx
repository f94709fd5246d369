"use client";
import { ORDER_TRANSITIONS, type Order, type OrderStatus } from "@order-desk/contract";
import { ChevronDown } from "lucide-react";
import { useCallback, useMemo, useRef, useState, type ComponentProps, type RefObject } from "react";
import { useOfferedCommands } from "../../hooks/useCommands";
import { formlessMessageOf } from "../../lib/apiError";
import { isOnRow } from "../list/rowFocus";
import { Button } from "../ui/Button";
import { MenuButton } from "../ui/MenuButton";
import { useShortcuts } from "../ui/useShortcuts";
import { LazyOrderStatusMenu } from "./lazyPanels";
import { StatusBadge } from "./StatusBadge";
import { STATUS_LOOK } from "./statusLook";
import { useStatusChange } from "./useStatusChange";

function useOwnChange(order: Order) {
  const changeStatus = useStatusChange();
  const [pending, setPending] = useState<OrderStatus>();
  const [error, setError] = useState<string>();
  const id = order._id;
  const change = useCallback(
    async (status: OrderStatus) => {
      setPending(status);
      setError(undefined);
      try {
        await changeStatus(id, status);
      } catch (problem) {
        setError(`The status was not changed. ${formlessMessageOf(problem)}`);
      } finally {
        setPending(undefined);
      }
    },
    [id, changeStatus],
  );
  return { change, pending, error };
}

/** The same by name, in the palette. */
function useStatusCommands(order: Order, change: (status: OrderStatus) => Promise<void>) {
  const { order_number: number, status: current } = order;
  const group = useMemo(
    () => ({
      label: `Order ${number}`,
      commands: ORDER_TRANSITIONS[current].map((status) => ({
        id: `open order ${status}`,
        label: `${STATUS_LOOK[status].action}: order ${number}`,
        icon: STATUS_LOOK[status].icon,
        words: `set status ${STATUS_LOOK[status].label}`,
        run: () => void change(status),
      })),
    }),
    [number, current, change],
  );
  useOfferedCommands(group);
}

/** The key that opens the menu of a row opens that of this order: where it hangs, while it is open. */
function useStatusKey(button: RefObject<HTMLButtonElement | null>, isBusy: boolean) {
  const [anchor, setAnchor] = useState<HTMLButtonElement | null>(null);
  useShortcuts({ s: () => isOnRow() || setAnchor(button.current) }, !isBusy);
  return { anchor, close: () => setAnchor(null) };
}

const OtherStatus = (props: ComponentProps<"button"> & { readonly busy: boolean }) => (
  <Button {...props} className="max-lg:w-11 max-lg:px-0" aria-label="Other status">
    <span className="max-lg:hidden">Other status</span>
    <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
  </Button>
);

/** The usual next step as a button, the others in a menu. On a phone it is the bar at the bottom. */
export function OrderActions({ order }: { readonly order: Order }) {
  const { change, pending, error } = useOwnChange(order);
  useStatusCommands(order, change);
  const usualRef = useRef<HTMLButtonElement>(null);
  const { anchor, close } = useStatusKey(usualRef, pending !== undefined);
  const [next, ...others] = ORDER_TRANSITIONS[order.status] as readonly OrderStatus[];
  if (!next) return null;
  const Icon = STATUS_LOOK[next].icon;
  return (
    <div className="shrink-0 px-4 pt-3 max-lg:order-last max-lg:border-t max-lg:border-line max-lg:pb-[calc(12px+env(safe-area-inset-bottom))] lg:px-[18px] lg:pt-[18px]">
      <div className="flex gap-2.5">
        <Button
          ref={usualRef}
          // A step back is no invitation: only a step forward stands out.
          tone={next === "returned" ? "plain" : "primary"}
          busy={pending === next}
          onClick={() => void change(next)}
          className="max-lg:flex-1"
        >
          {pending !== next && <Icon size={16} strokeWidth={1.75} aria-hidden />}
          {STATUS_LOOK[next].action}
        </Button>
        {others.length > 0 && (
          <MenuButton
            as={OtherStatus}
            trigger={{ busy: pending !== undefined && pending !== next }}
            label="Other status"
            align="end"
            entries={others.map((status) => ({
              key: status,
              label: <StatusBadge status={status} />,
              onSelect: () => void change(status),
            }))}
          />
        )}
      </div>
      {anchor && (
        <LazyOrderStatusMenu
          order={order}
          anchor={anchor}
          onChange={(status) => void change(status)}
          onClose={close}
        />
      )}
      {error && (
        <p role="alert" className="mt-2.5 text-[13px] text-danger-text">
          {error}
        </p>
      )}
    </div>
  );
}
