"use client";
// Which orders and columns are to be in the file.
import { EXPORT_COLUMNS, toExportColumns, type OrderQuery } from "@order-desk/contract";
import { useState } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useListLayout } from "../../hooks/useListLayout";
import type { ExportWhat } from "../../hooks/useExport";
import { hasFilter } from "../../lib/listView";
import { Button } from "../ui/Button";
import { LazyDialog } from "../ui/lazyParts";
import { layoutOf } from "../views/layoutOf";
import { useDownload } from "./useDownload";

type Choice = { readonly value: string; readonly label: string };

function Choices({
  name,
  legend,
  choices,
}: {
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly Choice[];
}) {
  return (
    <fieldset>
      <legend className="text-[13px] font-medium">{legend}</legend>
      {choices.map(({ value, label }, index) => (
        <label key={value} className="flex h-11 cursor-pointer items-center gap-2.5 lg:h-8">
          <input
            type="radio"
            name={name}
            value={value}
            defaultChecked={index === 0}
            className="accent-accent"
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function ForExcel({
  isOn,
  onChange,
}: {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="flex h-11 cursor-pointer items-center gap-2.5 lg:h-8">
      <input
        type="checkbox"
        checked={isOn}
        onChange={({ target }) => onChange(target.checked)}
        className="size-[15px] accent-accent"
      />
      For Excel (with a byte order mark)
    </label>
  );
}

function whatOf(which: unknown, query: OrderQuery, selected: ExportWhat | undefined): ExportWhat {
  if (which === "selected" && selected) return selected;
  return { query: which === "all" ? { sort: query.sort } : query };
}

type Props = {
  readonly query: OrderQuery;
  /** The selected orders; undefined: nothing is selected. */
  readonly selected?: { readonly what: ExportWhat; readonly label: string } | undefined;
  readonly onClose: () => void;
};

export function ExportDialog({ query, selected, onClose }: Props) {
  const { shownView } = useDeskRoute();
  const { columns } = useListLayout(layoutOf(shownView));
  const download = useDownload();
  const [isBom, setIsBom] = useState(true);
  const shown = { value: "shown", label: hasFilter(query) ? "All orders that match" : "All orders" };
  const choices = [
    ...(selected ? [{ value: "selected", label: selected.label }] : []),
    shown,
    ...(hasFilter(query) ? [{ value: "all", label: "All orders of the shop" }] : []),
  ];
  const start = (form: FormData) => {
    const isAll = form.get("columns") === "all";
    void download({
      what: whatOf(form.get("which"), query, selected?.what),
      columns: isAll ? EXPORT_COLUMNS : toExportColumns(columns.map(({ column }) => column)),
      bom: isBom,
    });
    onClose();
  };
  return (
    <LazyDialog title="Export as CSV" onClose={onClose}>
      <form
        className="mt-3 flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          start(new FormData(event.currentTarget));
        }}
      >
        <Choices name="which" legend="Orders" choices={choices} />
        <Choices
          name="columns"
          legend="Columns"
          choices={[
            { value: "shown", label: "As in the list" },
            { value: "all", label: "All" },
          ]}
        />
        <ForExcel isOn={isBom} onChange={setIsBom} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit">
            Export
          </Button>
        </div>
      </form>
    </LazyDialog>
  );
}
