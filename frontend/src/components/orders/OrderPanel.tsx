"use client";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Order } from "@order-desk/contract";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useOrder } from "../../hooks/useOrder";
import { useSettings } from "../../hooks/useSettings";
import { Button } from "../ui/Button";
import { IconButton } from "../ui/IconButton";
import { MenuButton } from "../ui/MenuButton";
import { Panel } from "../ui/Panel";
import { useDocumentTitle } from "../ui/useDocumentTitle";
import { useReturnFocus } from "../ui/useReturnFocus";
import { useShortcuts } from "../ui/useShortcuts";
import { EditOrder } from "./EditOrder";
import { orderHref } from "./links";
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

function Instead({ state, onRetry }: { readonly state: keyof typeof INSTEAD; readonly onRetry: () => void }) {
  const { closePanel } = useDeskRoute();
  return (
    <div className="px-4 py-6 lg:px-[18px]">
      <p role="alert" className="text-muted">
        {INSTEAD[state].text}
      </p>
      <div className="mt-4 flex gap-2.5">
        {state === "error" && (
          <Button tone="primary" onClick={onRetry}>
            Retry
          </Button>
        )}
        <Button onClick={closePanel}>Back to the list</Button>
      </div>
    </div>
  );
}

type ContentProps = {
  readonly order: Order;
  readonly isEditing: boolean;
  readonly deletion: ReturnType<typeof useDeleteWithUndo>;
  readonly onEdited: () => void;
};

function Content({ order, isEditing, deletion, onEdited }: ContentProps) {
  if (isEditing) return <EditOrder order={order} onDone={onEdited} />;
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

type ToolsProps = { readonly order: Order; readonly onEdit: () => void; readonly onDelete: () => void };

function Tools({ order, onEdit, onDelete }: ToolsProps) {
  return (
    <>
      <IconButton icon={Pencil} label="Edit order" onClick={onEdit} className="max-lg:hidden" />
      <MenuButton
        as={IconButton}
        trigger={{ icon: Ellipsis, label: "More actions" }}
        label={`Actions for order ${order.order_number}`}
        align="end"
        entries={[
          { key: "edit", label: "Edit order", icon: Pencil, onSelect: onEdit },
          { key: "delete", label: "Delete order", icon: Trash2, danger: true, onSelect: onDelete },
        ]}
      />
    </>
  );
}

// Somebody may have gone on to another order while one was being deleted.
const isOpen = (id: string) => window.location.pathname === orderHref(id);

const rowOf = (id: string) => document.querySelector<HTMLElement>(`[data-order-id="${id}"]`);

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
  const isEditing = editing === id;
  const isThere = order !== undefined && (state === "ready" || isOwnDeletion);

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
      tools={
        isThere &&
        !isEditing && <Tools order={order} onEdit={edit} onDelete={() => void deletion.remove(order)} />
      }
    >
      {state === "loading" && !order && <PanelSkeleton />}
      {isThere && (
        <Content
          key={id}
          order={order}
          isEditing={isEditing}
          deletion={deletion}
          onEdited={() => setEditing(undefined)}
        />
      )}
      {!isThere && state !== "loading" && state !== "ready" && <Instead state={state} onRetry={retry} />}
    </Panel>
  );
}
