"use client";
// A sound and a notification of the desktop when orders enter a view that is told of.
import type { Order } from "@order-desk/contract";
import { useEffect, useEffectEvent } from "react";
import { useDesk } from "../../hooks/useDesk";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useJobs } from "../../hooks/useJobs";
import { useToldViews } from "../../hooks/useTellMe";
import { hasEntered } from "../../lib/entered";
import { EnteredNews, type Entered } from "../../lib/enteredNews";
import { formatCount, formatMoney } from "../../lib/format";
import { viewStore } from "../../lib/viewStore";
import { chime } from "../ui/chime";
import { notify } from "../ui/notify";

type Said = { readonly title: string; readonly detail: string; readonly tag: string };

const detailOf = ({ order_number: number, customer_name: name, total, currency }: Order) =>
  [number, name, formatMoney(total, currency)].join(" · ");

function wordsFor(name: string, [first, ...others]: readonly Order[]) {
  if (others.length === 0) return { title: `New in “${name}”`, detail: first ? detailOf(first) : "" };
  const last = others.at(-1);
  return {
    title: `${formatCount(others.length + 1)} new in “${name}”`,
    detail: last ? `The last: ${detailOf(last)}` : "",
  };
}

function tellOnDesktop({ title, detail, tag }: Said, onView: () => void): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  try {
    // The same tag in every tab of this browser: one notification.
    const notification = new Notification(title, { body: detail, tag });
    notification.onclick = () => {
      window.focus();
      onView();
    };
  } catch {
    // On some phones a page may not show any: there is the sound and the toast.
  }
}

export function TellMe() {
  const { store, own } = useDesk();
  const { book } = useJobs();
  const { openOrder, showView } = useDeskRoute();
  const told = useToldViews();
  const tell = useEffectEvent(({ viewId, id, orders, isFirst }: Entered) => {
    const view = viewStore.find(viewId);
    const [first, ...others] = orders;
    if (!view || !first) return;
    const said = { ...wordsFor(view.name, orders), tag: id };
    const open = () => (others.length === 0 ? openOrder(first._id) : showView(viewId));
    if (isFirst) void chime();
    notify({ ...said, id: `entered-${id}`, action: { label: "View", run: open } });
    tellOnDesktop(said, open);
  });
  useEffect(() => {
    if (told.length === 0) return;
    const news = new EnteredNews({
      tell: (entered) => tell(entered),
      isOwn: ({ order, job }) => own.has(order) || (job !== undefined && book.isOwn(job)),
      settled: async () => await Promise.all([own.settled(), book.settled()]),
    });
    const stop = store.onEvent((event, before) => {
      if (event.type === "order-deleted") return;
      for (const id of told) {
        const view = viewStore.find(id);
        if (view && hasEntered(event, before, view.query))
          news.add(id, { order: event.order, job: event.meta.job });
      }
    });
    return () => {
      stop();
      news.stop();
    };
  }, [store, own, book, told]);
  return null;
}
