"use client";
// Which columns the list has, in which sequence, how wide, and how high its rows are.
import {
  COLUMN_WIDTH_MAX,
  COLUMN_WIDTH_MIN,
  DENSITIES,
  ORDER_COLUMNS,
  type Density,
  type OrderColumn,
} from "@order-desk/contract";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import type { ListLayoutControl } from "../../hooks/useListLayout";
import { COLUMNS, moved, withColumn, withWidth } from "../../lib/columns";
import { Button } from "../ui/Button";
import { cx } from "../ui/cx";
import { IconButton } from "../ui/IconButton";
import { Popover, type PopoverProps } from "../ui/Popover";

const DENSITY_LABELS: Readonly<Record<Density, string>> = { comfortable: "Comfortable", compact: "Compact" };

function DensityChoice({ density, change }: ListLayoutControl) {
  return (
    <div role="group" aria-label="Rows" className="flex gap-1.5">
      {DENSITIES.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={density === one}
          onClick={() => change({ density: one })}
          className={cx(
            "h-8 flex-1 rounded-[7px] border text-[13px]",
            density === one ? "border-text font-medium" : "border-line text-muted hover:text-text",
          )}
        >
          {DENSITY_LABELS[one]}
        </button>
      ))}
    </div>
  );
}

type ColumnProps = { readonly column: OrderColumn; readonly layout: ListLayoutControl };

type WidthProps = {
  readonly label: string;
  readonly width: number | undefined;
  readonly onWidth: (width: number | undefined) => void;
};

/** What is typed holds as soon as it is a width; nothing typed: as wide as there is room. */
function WidthField({ label, width, onWidth }: WidthProps) {
  const [typed, setTyped] = useState<string>();
  const take = (text: string) => {
    setTyped(text);
    const pixels = Number(text);
    if (text.trim() === "") onWidth(undefined);
    else if (Number.isInteger(pixels) && pixels >= COLUMN_WIDTH_MIN && pixels <= COLUMN_WIDTH_MAX)
      onWidth(pixels);
  };
  return (
    <input
      aria-label={`Width of ${label} in pixels`}
      title={`${COLUMN_WIDTH_MIN} to ${COLUMN_WIDTH_MAX} pixels`}
      inputMode="numeric"
      placeholder="auto"
      value={typed ?? width ?? ""}
      onChange={({ target }) => take(target.value)}
      onBlur={() => setTyped(undefined)}
      className="h-7 w-14 rounded-[6px] border border-line bg-surface px-2 text-right text-[13px] tabular-nums placeholder:text-faint"
    />
  );
}

function ColumnLine({ column, layout: { columns, change } }: ColumnProps) {
  const { label } = COLUMNS[column];
  const index = columns.findIndex((one) => one.column === column);
  const isShown = index >= 0;
  const width = columns[index]?.width;
  return (
    <li className="flex h-9 items-center gap-1">
      <label className="flex min-w-0 flex-1 cursor-pointer items-center gap-2.5">
        <input
          type="checkbox"
          checked={isShown}
          disabled={isShown && columns.length === 1}
          onChange={() => change({ columns: withColumn(columns, column, !isShown) })}
          className="size-[14px] accent-accent"
        />
        {label}
      </label>
      {isShown && (
        <>
          <WidthField
            label={label}
            width={width}
            onWidth={(to) => change({ columns: withWidth(columns, column, to) })}
          />
          <IconButton
            icon={ChevronUp}
            label={`${label} further left`}
            disabled={index === 0}
            onClick={() => change({ columns: moved(columns, column, -1) })}
            className="disabled:opacity-30"
          />
          <IconButton
            icon={ChevronDown}
            label={`${label} further right`}
            disabled={index === columns.length - 1}
            onClick={() => change({ columns: moved(columns, column, 1) })}
            className="disabled:opacity-30"
          />
        </>
      )}
    </li>
  );
}

type Props = {
  readonly layout: ListLayoutControl;
  /** Keeps it with the view that is shown; undefined: there is none. */
  readonly onSave: (() => void) | undefined;
};

function DisplayForm({ layout, onSave }: Props) {
  const shown = layout.columns.map(({ column }) => column);
  const all = [...shown, ...ORDER_COLUMNS.filter((column) => !shown.includes(column))];
  return (
    <div className="w-[300px] p-4">
      <h2 className="mb-2 text-[13px] font-medium">Rows</h2>
      <DensityChoice {...layout} />
      <h2 className="mt-4 mb-1 text-[13px] font-medium">Columns</h2>
      <ul>
        {all.map((column) => (
          <ColumnLine key={column} column={column} layout={layout} />
        ))}
      </ul>
      <div className="mt-3 flex justify-end gap-2">
        <Button onClick={layout.reset} disabled={!layout.isChanged}>
          Reset
        </Button>
        {onSave && (
          <Button tone="primary" onClick={onSave} disabled={!layout.isChanged}>
            Save to view
          </Button>
        )}
      </div>
    </div>
  );
}

export function DisplayPopover({
  anchor,
  onClose,
  ...form
}: Pick<PopoverProps, "anchor" | "onClose"> & Props) {
  return (
    <Popover label="Display" anchor={anchor} onClose={onClose}>
      <DisplayForm {...form} />
    </Popover>
  );
}
