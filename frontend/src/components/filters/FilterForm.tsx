"use client";
import { ORDER_STATUSES, type OrderQuery } from "@order-desk/contract";
import { useState, type ComponentProps } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { StatusBadge } from "../orders/StatusBadge";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Popover, type PopoverProps } from "../ui/Popover";
import {
  FILTER_LABELS,
  NOTHING_ASKED,
  parseFilterForm,
  toFilterForm,
  type FilterErrors,
  type FilterField,
} from "./filterForm";

type Submitted = { readonly currentTarget: HTMLFormElement; preventDefault(): void };
type FieldProps = Omit<ComponentProps<typeof Field>, "name" | "label">;
const day: FieldProps = { type: "date" };
const amount: FieldProps = { inputMode: "decimal" };

function StatusChoice({ chosen }: { readonly chosen: OrderQuery["status"] }) {
  return (
    <fieldset>
      <legend className="text-[13px] font-medium">Status</legend>
      <div className="mt-1 flex flex-wrap gap-x-4">
        {ORDER_STATUSES.map((status) => (
          <label key={status} className="flex h-11 cursor-pointer items-center gap-2 lg:h-8">
            <input
              type="checkbox"
              name="status"
              value={status}
              defaultChecked={chosen?.includes(status)}
              className="size-[15px] accent-accent"
            />
            <StatusBadge status={status} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type Props = { readonly query: OrderQuery; readonly onDone: () => void };

function FilterForm({ query, onDone }: Props) {
  const { setFilters } = useDeskRoute();
  const [errors, setErrors] = useState<FilterErrors>({});
  const given = toFilterForm(query);
  const submit = (event: Submitted) => {
    event.preventDefault();
    const parsed = parseFilterForm(new FormData(event.currentTarget), query);
    if ("errors" in parsed) {
      setErrors(parsed.errors);
      return;
    }
    setFilters(parsed.filter);
    onDone();
  };
  const field = (name: FilterField, props: FieldProps) => {
    const said = { label: FILTER_LABELS[name], error: errors[name] };
    return <Field key={name} {...props} {...said} name={name} defaultValue={given[name]} />;
  };

  return (
    <form
      noValidate
      onSubmit={submit}
      className="flex max-h-[min(620px,calc(100dvh-140px))] w-[380px] max-w-[calc(100vw-18px)] flex-col"
    >
      <div className="grid min-h-0 grid-cols-2 gap-3 overflow-y-auto p-4">
        <div className="col-span-2">
          <StatusChoice chosen={query.status} />
        </div>
        {field("created_from", day)}
        {field("created_to", day)}
        {field("updated_from", day)}
        {field("updated_to", day)}
        {field("total_min", amount)}
        {field("total_max", amount)}
        {field("currency", { maxLength: 3, placeholder: "EUR" })}
        {field("product", { note: "The whole name" })}
        {field("customer_email", { note: "The whole address", className: "col-span-2", inputMode: "email" })}
      </div>
      <div className="flex shrink-0 justify-between gap-2 border-t border-line p-3">
        <Button
          onClick={() => {
            setFilters(NOTHING_ASKED);
            onDone();
          }}
        >
          Clear
        </Button>
        <Button tone="primary" type="submit">
          Show orders
        </Button>
      </div>
    </form>
  );
}

type PopoverFormProps = Pick<PopoverProps, "anchor" | "onClose"> & Pick<Props, "query">;

export function FilterPopover({ anchor, query, onClose }: PopoverFormProps) {
  return (
    <Popover label="Filter" anchor={anchor} onClose={onClose}>
      <FilterForm query={query} onDone={onClose} />
    </Popover>
  );
}
