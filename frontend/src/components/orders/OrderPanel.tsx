"use client";
import { Ellipsis, Pencil, Printer, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Order } from "@order-desk/contract";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useOrder } from "../../hooks/useOrder";
import { useSettings } from "../../hooks/useSettings";
import { IconButton } from "../ui/IconButton";
import { MenuButton } from "../ui/MenuButton";
import { Panel } from "../ui/Panel";
import { PanelMessage } from "../ui/PanelMessage";
import { useDocumentTitle } from "../ui/useDocumentTitle";
import { useReturnFocus } from "../ui/useReturnFocus";
import { useShortcuts } from "../ui/useShortcuts";
import { CoveredStatus } from "./CoveredStatus";
import { EditOrder } from "./EditOrder";
import { orderHref, slipsHref } from "./links";
import { OrderActions } from "./OrderActions";
import { OrderDetails } from "./OrderDetails";
import { PanelSkeleton } from "./PanelSkeleton";
import { StatusBadge } from "./StatusBadge";
import { useDeleteWithUndo } from "./useDeleteWithUndo";

/** The panel when there is no order to show, and what to do then. */
const INSTEAD = {
  missing: {
    title: "No such order",
    text: "There is no order at this address. It may have been deleted, or the address is not complete.",
  },
  deleted: { title: "Order deleted", text: "Somebody deleted this order while it was open here." },
  error: {
    title: "The order could not be loaded",
    text: "The server did not answer. Try again in a moment.",
  },
} as const;

type ContentProps = {
  readonly order: Order;
  readonly deletion: ReturnType<typeof useDeleteWithUndo>;
};

function Content({ order, deletion }: ContentProps) {
  return (
    <>
      <OrderActions order={order} />
      {deletion.error && (
        <p role="alert" className="px-4 pt-3 text-[13px] text-danger-text lg:px-[18px]">
          {deletion.error}
        </p>
      )}
      <OrderDetails order={order} />
    </>
  );
}

type ToolsProps = {
  readonly order: Order;
  readonly deletion: ReturnType<typeof useDeleteWithUndo>;
  readonly onEdit: () => void;
};

function Tools({ order, deletion, onEdit }: ToolsProps) {
  const { isDeleting, remove } = deletion;
  const onDelete = () => void remove(order);
  return (
    <>
      {!isDeleting && (
        <IconButton icon={Pencil} label="Edit order" onClick={onEdit} className="max-lg:hidden" />
      )}
      <MenuButton
        as={IconButton}
        trigger={{ icon: Ellipsis, label: isDeleting ? "Deleting" : "More actions", busy: isDeleting }}
        label={`Actions for order ${order.order_number}`}
        align="end"
        entries={[
          { key: "edit", label: "Edit order", icon: Pencil, onSelect: onEdit },
          {
            key: "print",
            label: "Print packing slip",
            icon: Printer,
            onSelect: () => window.open(slipsHref([order._id]), "_blank", "noopener"),
          },
          { key: "delete", label: "Delete order", icon: Trash2, danger: true, onSelect: onDelete },
        ]}
      />
    </>
  );
}

// Somebody may have gone on to another order while one was being deleted.
const isOpen = (id: string) => window.location.pathname.toLowerCase() === orderHref(id);

// The order's row or, when it has gone, the row that took its place for the keyboard.
const rowOf = (id: string) =>
  document.querySelector<HTMLElement>(`[data-order-id="${id}"]`) ??
  document.querySelector<HTMLElement>('[data-order-id][tabindex="0"]');

function titleOf(state: ReturnType<typeof useOrder>["state"], order: Order | undefined): string {
  if (state === "missing" || state === "error") return INSTEAD[state].title;
  if (!order) return state === "deleted" ? INSTEAD.deleted.title : "Order";
  return state === "deleted" ? `Order ${order.order_number} deleted` : `Order ${order.order_number}`;
}

export function OrderPanel({ id }: { readonly id: string }) {
  const { order, state, retry } = useOrder(id);
  const { closePanel } = useDeskRoute();
  const { shopName } = useSettings();
  const [editing, setEditing] = useState<string>();
  const deletion = useDeleteWithUndo((deleted) => isOpen(deleted) && closePanel());
  const isOwnDeletion = state === "deleted" && deletion.deletingId === id;
  const title = titleOf(isOwnDeletion ? "ready" : state, order);
  const isThere = order !== undefined && (state === "ready" || isOwnDeletion);
  // A form in which something is being typed stays when somebody deletes its order.
  const edited = editing === id && !isOwnDeletion ? order : undefined;
  const isEditing = edited !== undefined;
  if (editing !== undefined && editing !== id) setEditing(undefined);

  useDocumentTitle(`${title} · ${shopName}`);
  useReturnFocus(() => rowOf(id));
  useShortcuts({ Escape: closePanel }, !isEditing);
  const edit = () => setEditing(id);

  return (
    <Panel
      title={title}
      subject={`${id} ${isOwnDeletion ? "ready" : state}`}
      focusHeading={!isEditing}
      onClose={closePanel}
      badge={isThere && <StatusBadge status={order.status} />}
      tools={isThere && !isEditing && <Tools order={order} deletion={deletion} onEdit={edit} />}
    >
      {state === "loading" && !order && <PanelSkeleton />}
      {edited && (
        <EditOrder
          key={id}
          order={edited}
          isDeleted={state === "deleted"}
          onDone={() => setEditing(undefined)}
        />
      )}
      {isThere && !isEditing && <Content key={id} order={order} deletion={deletion} />}
      {!isThere && !isEditing && state !== "loading" && state !== "ready" && (
        <PanelMessage text={INSTEAD[state].text} onRetry={state === "error" && retry} onClose={closePanel} />
      )}
      <CoveredStatus />
    </Panel>
  );
}
