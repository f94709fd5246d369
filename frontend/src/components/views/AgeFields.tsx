"use client";
// "Mark orders that came more than 2 hours ago."
import type { AgeRule } from "@order-desk/contract";
import { useState } from "react";
import { UNITS, unitOf } from "../../lib/ageText";

const CONTROL =
  "h-11 rounded-[8px] border border-line-strong bg-surface px-2 text-[16px] lg:h-[34px] lg:text-[14px]";

const numberOf = (typed: unknown) => (typeof typed === "string" && typed.trim() !== "" ? Number(typed) : NaN);

/** Null: no rule. What is no number becomes none, and the contract says so. */
export function readAge(form: FormData): unknown {
  if (form.get("has_age") === null) return null;
  const unit = UNITS.find(({ name }) => name === form.get("age_unit"));
  return {
    since: form.get("age_since"),
    minutes: numberOf(form.get("age_number")) * (unit?.minutes ?? 1),
  };
}

type Props = { readonly age: AgeRule | null; readonly error: string | undefined };

export function AgeFields({ age, error }: Props) {
  const [isOn, setIsOn] = useState(age !== null);
  const unit = unitOf(age?.minutes ?? 120);
  return (
    <fieldset>
      <label className="flex h-11 cursor-pointer items-center gap-2.5 lg:h-8">
        <input
          type="checkbox"
          name="has_age"
          checked={isOn}
          onChange={({ target }) => setIsOn(target.checked)}
          className="size-[15px] accent-accent"
        />
        Mark orders that wait too long
      </label>
      {isOn && (
        <div className="mt-1 flex flex-wrap items-center gap-2">
          <select
            name="age_since"
            aria-label="Since when"
            defaultValue={age?.since ?? "created_at"}
            className={CONTROL}
          >
            <option value="created_at">Came more than</option>
            <option value="updated_at">Not changed for</option>
          </select>
          <input
            name="age_number"
            aria-label="How long"
            inputMode="numeric"
            defaultValue={(age?.minutes ?? 120) / unit.minutes}
            className={`${CONTROL} w-16 text-right`}
          />
          <select name="age_unit" aria-label="Unit" defaultValue={unit.name} className={CONTROL}>
            {UNITS.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
      )}
      <p aria-live="polite" className="text-[13px] text-danger-text">
        {error}
      </p>
    </fieldset>
  );
}
