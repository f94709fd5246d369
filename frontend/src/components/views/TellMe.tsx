"use client";
// A sound and a notification of the desktop when an order enters a view that is told of.
import type { Order } from "@order-desk/contract";
import { useEffect, useEffectEvent } from "react";
import { useDesk } from "../../hooks/useDesk";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useToldViews } from "../../hooks/useTellMe";
import { hasEntered } from "../../lib/entered";
import { formatMoney } from "../../lib/format";
import { viewStore, type DeskView } from "../../lib/viewStore";
import { chime } from "../ui/chime";
import { notify } from "../ui/notify";

const detailOf = ({ order_number: number, customer_name: name, total, currency }: Order) =>
  [number, name, formatMoney(total, currency)].join(" · ");

function tellOnDesktop(view: DeskView, order: Order, onView: () => void): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  // The same tag in every tab of this browser: one notification.
  const notification = new Notification(view.name, {
    body: detailOf(order),
    tag: `${view._id} ${order._id}`,
  });
  notification.onclick = () => {
    window.focus();
    onView();
  };
}

export function TellMe() {
  const { store } = useDesk();
  const { openOrder } = useDeskRoute();
  const told = useToldViews();
  const tell = useEffectEvent((view: DeskView, order: Order) => {
    const open = () => openOrder(order._id);
    chime();
    notify({
      id: `entered-${view._id}-${order._id}`,
      title: `New in “${view.name}”`,
      detail: detailOf(order),
      action: { label: "View", run: open },
    });
    tellOnDesktop(view, order, open);
  });
  useEffect(() => {
    if (told.length === 0) return;
    return store.onEvent((event, before) => {
      if (event.type === "order-deleted") return;
      for (const id of told) {
        const view = viewStore.find(id);
        if (view && hasEntered(event, before, view.query)) tell(view, event.order);
      }
    });
  }, [store, told]);
  return null;
}
