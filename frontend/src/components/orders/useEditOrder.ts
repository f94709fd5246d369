"use client";
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import type { NewOrder, Order } from "@order-desk/contract";
import { useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { changesOf } from "./editedOrder";
import { orderFormSchema, toFormValues, type OrderFormValues } from "./orderForm";
import type { OrderForm } from "./OrderFields";
import { ApiError } from "../../lib/apiError";
import { showServerErrors } from "./showServerErrors";
import { useUndoableEdit } from "./useUndoableEdit";

const CONFLICT = 412;
const CONFLICT_TEXT =
  "Somebody changed this order while you were editing. Nothing was saved: look at the fields again, then save.";

const newer = (a: Order, b: Order | undefined) => (b && b.version > a.version ? b : a);

export function useEditOrder(order: Order, onDone: () => void) {
  const saveEdit = useUndoableEdit();
  const [problem, setProblem] = useState<string>();
  // What a refused save told, when the live feed has not brought it yet.
  const [told, setTold] = useState<Order>();
  const latest = newer(order, told);
  const values = useMemo(() => toFormValues(latest), [latest]);
  const resolver = useMemo(() => standardSchemaResolver(orderFormSchema(order.currency)), [order.currency]);
  const form: OrderForm = useForm<OrderFormValues, unknown, NewOrder>({
    resolver,
    mode: "onTouched",
    values,
    resetOptions: { keepDirtyValues: true, keepErrors: true },
  });

  const save = form.handleSubmit(async (edited) => {
    setProblem(undefined);
    const changes = changesOf(edited, latest);
    try {
      if (Object.keys(changes).length > 0) await saveEdit(latest, changes);
      onDone();
    } catch (error) {
      const refusal = error instanceof ApiError ? error : undefined;
      if (refusal?.current) setTold(refusal.current);
      const left = showServerErrors(form, error);
      setProblem(refusal?.status === CONFLICT ? CONFLICT_TEXT : left);
    }
  });

  return { form, latest, save, problem };
}
