"use client";
// Which column of the file becomes which field.
import { IMPORT_FIELDS, type ImportField, type ImportForecast } from "@order-desk/contract";
import { useId } from "react";
import {
  choicesOf,
  columnsOf,
  FIELD_LABELS,
  isRequired,
  unusedOf,
  type ImportColumns,
} from "../../lib/imports";
import { cx } from "../ui/cx";

type ChoiceProps = {
  readonly field: ImportField;
  readonly headings: readonly string[];
  readonly value: string;
  /** Said where it comes from no column. */
  readonly without: string;
  readonly onChange: (heading: string) => void;
};

function ColumnChoice({ field, headings, value, without, onChange }: ChoiceProps) {
  const id = useId();
  const isMissing = isRequired(field) && value === "";
  return (
    <div className="min-w-0">
      <label
        htmlFor={id}
        className={cx(
          "text-[13px] font-medium",
          isRequired(field) && "after:ml-0.5 after:text-danger-text after:content-['*'/'']",
        )}
      >
        {FIELD_LABELS[field]}
      </label>
      <select
        id={id}
        value={value}
        aria-required={isRequired(field) || undefined}
        aria-invalid={isMissing || undefined}
        onChange={({ target }) => onChange(target.value)}
        className={cx(
          "mt-1 h-11 w-full min-w-0 truncate rounded-[8px] border bg-surface px-2 text-[16px] lg:h-[34px] lg:text-[14px]",
          isMissing ? "border-danger" : "border-line-strong",
          value === "" && "text-muted",
        )}
      >
        <option value="">{without}</option>
        {headings.map((heading) => (
          <option key={heading}>{heading}</option>
        ))}
      </select>
    </div>
  );
}

type Props = {
  readonly forecast: ImportForecast;
  /** What was chosen, also before the server has looked at it. */
  readonly chosen: ImportColumns;
  readonly onChange: (field: ImportField, heading: string) => void;
};

export function ImportColumns({ forecast, chosen, onChange }: Props) {
  const columns = { ...columnsOf(forecast), ...chosen };
  const headings = choicesOf(forecast);
  const unused = unusedOf(forecast);
  const { total_heading: total } = forecast;
  return (
    <fieldset>
      <legend className="sr-only">Columns of the file</legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-2.5">
        {IMPORT_FIELDS.map((field) => (
          <ColumnChoice
            key={field}
            field={field}
            headings={headings}
            value={columns[field] ?? ""}
            without={field === "price" && total !== null ? `Worked out of ${total}` : "Not in the file"}
            onChange={(heading) => onChange(field, heading)}
          />
        ))}
      </div>
      {unused.length > 0 && (
        <p dir="auto" className="mt-2.5 line-clamp-2 text-[13px] text-muted">
          Not used: {unused.join(", ")}
        </p>
      )}
    </fieldset>
  );
}
