"use client";
import type { Order } from "@order-desk/contract";
import { useState } from "react";
import { leave } from "../../hooks/deskHistory";
import { useLeaveGuard } from "../../hooks/useLeaveGuard";
import { Button } from "../ui/Button";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { useShortcuts } from "../ui/useShortcuts";
import { meanwhile } from "./editedOrder";
import { OrderFields } from "./OrderFields";
import { useEditOrder } from "./useEditOrder";
import { useFocusFirst } from "./useFocusFirst";

type Props = {
  readonly order: Order;
  /** Somebody has deleted the order meanwhile: what was typed can be read and copied, but not saved. */
  readonly isDeleted: boolean;
  readonly onDone: () => void;
};

const DELETED_TEXT =
  "Somebody deleted this order while you were editing it. What you typed cannot be saved, only copied.";

/** Changes an order while others may change it too: untouched fields follow, touched ones keep what was typed. */
export function EditOrder({ order, isDeleted, onDone }: Props) {
  const [opened] = useState(order);
  const { form, latest, save, problem } = useEditOrder(order, onDone);
  const { errors, dirtyFields, isDirty, isSubmitting } = form.formState;
  const guard = useLeaveGuard(isDirty);
  const ref = useFocusFirst();
  const close = () => leave(onDone);
  useShortcuts({ Escape: close });

  return (
    <form
      ref={ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isDeleted) void save(event);
      }}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-5 lg:px-[18px]">
        <OrderFields
          form={form}
          errors={errors}
          currency={order.currency}
          notes={meanwhile(opened, latest, dirtyFields)}
        />
      </div>
      <div className="shrink-0 border-t border-line px-4 pt-3 pb-[calc(12px+env(safe-area-inset-bottom))] lg:px-[18px]">
        <p role="alert" className="text-[13px] text-danger-text [&:not(:empty)]:mb-2.5">
          {isDeleted ? DELETED_TEXT : problem}
        </p>
        <div className="flex justify-end gap-2.5">
          <Button onClick={close}>{isDeleted ? "Close" : "Cancel"}</Button>
          {!isDeleted && (
            <Button type="submit" tone="primary" busy={isSubmitting} className="max-lg:flex-1">
              Save changes
            </Button>
          )}
        </div>
      </div>
      {guard.isAsking && (
        <ConfirmDialog
          title="Discard your changes?"
          description="What you typed has not been saved."
          keep="Keep editing"
          discard="Discard"
          onKeep={guard.stay}
          onDiscard={guard.go}
        />
      )}
    </form>
  );
}
