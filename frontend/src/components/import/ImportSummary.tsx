"use client";
// What the import would come to, and which lines are to be mended.
import type { ImportForecast } from "@order-desk/contract";
import { formatCount } from "../../lib/format";
import { importText, missingOf, missingText, placeText, unlistedOf } from "../../lib/imports";
import { Spinner } from "../ui/Spinner";

function Problems({ forecast }: { readonly forecast: ImportForecast }) {
  const more = unlistedOf(forecast);
  return (
    <ul
      aria-label="Lines that cannot be imported"
      tabIndex={0}
      className="max-h-[152px] overflow-y-auto rounded-[8px] border border-line"
    >
      {forecast.problems.map((problem, index) => (
        // One line may have the same said of it twice.
        <li key={index} className="border-b border-line px-3 py-1.5 text-[13px] last:border-0">
          <span className="tabular-nums">{placeText(problem)}:</span>{" "}
          <span dir="auto" className="break-words text-muted">
            {problem.message}
          </span>
        </li>
      ))}
      {more > 0 && (
        <li className="px-3 py-1.5 text-[13px] text-muted">
          and {formatCount(more)} more {more === 1 ? "line" : "lines"}
        </li>
      )}
    </ul>
  );
}

type AgainProps = { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void };

function CreateAgain({ isOn, onChange }: AgainProps) {
  return (
    <label className="-my-1 flex h-11 cursor-pointer items-center gap-2.5 self-start lg:h-8">
      <input
        type="checkbox"
        checked={isOn}
        onChange={({ target }) => onChange(target.checked)}
        className="size-[15px] accent-accent"
      />
      Create them again
    </label>
  );
}

function summaryOf(forecast: ImportForecast): string {
  const missing = missingOf(forecast);
  return `${missing.length > 0 ? missingText(missing) : importText(forecast)}.`;
}

type Props = {
  readonly forecast: ImportForecast | undefined;
  readonly isLooking: boolean;
  readonly again: AgainProps;
};

export function ImportSummary({ forecast, isLooking, again }: Props) {
  const isWhole = forecast !== undefined && missingOf(forecast).length === 0;
  return (
    <>
      <p aria-live="polite" className="flex min-h-5 items-center gap-2 font-medium">
        {isLooking && <Spinner />}
        {isLooking && !forecast ? "Looking at each line…" : forecast && summaryOf(forecast)}
      </p>
      {forecast && (forecast.unchanged > 0 || again.isOn) && <CreateAgain {...again} />}
      {isWhole && forecast.problems.length > 0 && <Problems forecast={forecast} />}
    </>
  );
}
