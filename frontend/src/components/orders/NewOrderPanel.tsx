"use client";
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import type { NewOrder } from "@order-desk/contract";
import { CornerDownLeft } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { askBeforeUnload } from "../../hooks/deskHistory";
import { useCreateOrder } from "../../hooks/useCreateOrder";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useSettings } from "../../hooks/useSettings";
import { Button } from "../ui/Button";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { Panel } from "../ui/Panel";
import { useDocumentTitle } from "../ui/useDocumentTitle";
import { useReturnFocus } from "../ui/useReturnFocus";
import { useShortcuts } from "../ui/useShortcuts";
import { CoveredStatus } from "./CoveredStatus";
import { announceOwn } from "./createdNotices";
import { draft } from "./draft";
import { OrderFields, type OrderForm } from "./OrderFields";
import { emptyOrderForm, orderFormSchema, type OrderFormValues } from "./orderForm";
import { showServerErrors } from "./showServerErrors";
import { useFocusFirst } from "./useFocusFirst";

function useNewOrderForm(): OrderForm {
  const { currency } = useSettings();
  const resolver = useMemo(() => standardSchemaResolver(orderFormSchema(currency)), [currency]);
  return useForm<OrderFormValues, unknown, NewOrder>({
    resolver,
    mode: "onTouched",
    defaultValues: emptyOrderForm,
  });
}

/** Keeps what was typed when another page is looked at, and asks before the tab is closed over it. */
function useDraft(form: OrderForm, isDirty: boolean) {
  const { getValues, reset } = form;
  useEffect(() => {
    const kept = draft.take();
    if (kept) reset(kept, { keepDefaultValues: true });
  }, [reset]);

  useEffect(() => {
    if (!isDirty) return;
    const stopAsking = askBeforeUnload();
    return () => {
      stopAsking();
      draft.keep(getValues());
    };
  }, [isDirty, getValues]);
}

function useSave(form: OrderForm) {
  const { mutateAsync } = useCreateOrder(draft.keys);
  const { openOrder } = useDeskRoute();
  const [problem, setProblem] = useState<string>();
  const [saved, setSaved] = useState(0);
  // At first, and for the next order once the form is empty again.
  const ref = useFocusFirst(saved);

  const save = form.handleSubmit(async (order) => {
    setProblem(undefined);
    try {
      const created = await mutateAsync(order);
      announceOwn(created, openOrder);
      form.reset(emptyOrderForm);
      draft.end();
      setSaved((count) => count + 1);
    } catch (error) {
      setProblem(showServerErrors(form, error));
    }
  });
  return { ref, save, problem };
}

export function NewOrderPanel() {
  const { currency, shopName } = useSettings();
  const { closePanel } = useDeskRoute();
  const form = useNewOrderForm();
  const { errors, isDirty, isSubmitting } = form.formState;
  const { ref, save, problem } = useSave(form);
  const [asksToDiscard, setAsksToDiscard] = useState(false);

  useDocumentTitle(`New order · ${shopName}`);
  useDraft(form, isDirty);
  useReturnFocus(() => null);
  const discard = () => {
    form.reset(emptyOrderForm);
    draft.end();
    closePanel();
  };
  const close = () => (isDirty ? setAsksToDiscard(true) : discard());
  useShortcuts({ Escape: close });

  return (
    <Panel title="New order" subject="new" focusHeading={false} onClose={close}>
      <form
        ref={ref}
        noValidate
        onSubmit={(event) => void save(event)}
        className="flex min-h-0 flex-1 flex-col"
      >
        <div className="min-h-0 flex-1 overflow-y-auto px-4 py-5 lg:px-[18px]">
          <OrderFields form={form} errors={errors} currency={currency} />
        </div>
        <div className="shrink-0 border-t border-line px-4 pt-3 pb-[calc(12px+env(safe-area-inset-bottom))] lg:px-[18px]">
          <p role="alert" className="text-[13px] text-danger-text [&:not(:empty)]:mb-2.5">
            {problem}
          </p>
          <div className="flex justify-end gap-2.5">
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" tone="primary" busy={isSubmitting} className="max-lg:flex-1">
              Create order
              <CornerDownLeft size={16} strokeWidth={1.75} aria-hidden className="max-lg:hidden" />
            </Button>
          </div>
        </div>
      </form>
      {asksToDiscard && (
        <ConfirmDialog
          title="Discard this order?"
          description="What you typed has not been saved."
          keep="Keep editing"
          discard="Discard"
          onKeep={() => setAsksToDiscard(false)}
          onDiscard={discard}
        />
      )}
      <CoveredStatus />
    </Panel>
  );
}
