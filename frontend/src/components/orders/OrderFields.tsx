"use client";
import { useWatch, type FieldErrors, type UseFormReturn } from "react-hook-form";
import type { NewOrder } from "@order-desk/contract";
import type { ReactNode } from "react";
import { formatMoney } from "../../lib/format";
import { Field } from "../ui/Field";
import { totalOfForm, type OrderFormField, type OrderFormValues } from "./orderForm";

export type OrderForm = UseFormReturn<OrderFormValues, unknown, NewOrder>;

type Props = {
  readonly form: OrderForm;
  readonly errors: FieldErrors<OrderFormValues>;
  readonly currency: string;
  readonly notes?: Partial<Record<OrderFormField, ReactNode>>;
};

/** The fields that a new order and a changed one have in common. */
export function OrderFields({ form, errors, currency, notes = {} }: Props) {
  const [quantity, price] = useWatch({ control: form.control, name: ["quantity", "price"] });
  const total = totalOfForm(quantity, price, currency);
  const field = (name: OrderFormField) => ({
    ...form.register(name),
    error: errors[name]?.message,
    note: notes[name],
  });
  return (
    <div className="space-y-4">
      <Field label="Customer name" required {...field("customer_name")} />
      <Field
        label="E-mail"
        required
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        {...field("customer_email")}
      />
      <Field label="Product" required {...field("product_name")} />
      <div className="grid grid-cols-[96px_minmax(0,1fr)] gap-2.5">
        <Field label="Quantity" inputMode="numeric" {...field("quantity")} />
        <Field
          label="Price of one"
          inputMode="decimal"
          placeholder="0"
          suffix={currency}
          {...field("price")}
        />
      </div>
      <p className="flex items-baseline justify-between gap-4 pt-1">
        <span className="text-muted">Total</span>
        <output aria-label="Total" className="min-w-0 truncate text-[16px] font-semibold tabular-nums">
          {total === undefined ? "–" : formatMoney(total, currency)}
        </output>
      </p>
    </div>
  );
}
