"use client";
// Naming a view, and what it marks.
import { createViewBody, VIEW_NAME_MAX, type AgeRule, type NewView } from "@order-desk/contract";
import { useState } from "react";
import { formlessMessageOf } from "../../lib/apiError";
import { viewStore, type DeskView } from "../../lib/viewStore";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { LazyDialog } from "../ui/lazyParts";
import { AgeFields, readAge } from "./AgeFields";
import { useViewActions } from "./useViewActions";

export type ViewDraft = Pick<NewView, "query" | "columns" | "density"> & {
  readonly name?: string;
  readonly age?: AgeRule | null;
};

type Props = {
  readonly draft: ViewDraft;
  /** The view that is changed; undefined: a new one is made. */
  readonly view: DeskView | undefined;
  readonly onClose: () => void;
  readonly onSaved?: (() => void) | undefined;
};

type Submitted = { readonly currentTarget: HTMLFormElement; preventDefault(): void };

function useSave({ draft, view, onClose, onSaved }: Props) {
  const { create, update } = useViewActions();
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [isBusy, setIsBusy] = useState(false);
  // After a refusal it is the one that is there by then: one has been told.
  const [version, setVersion] = useState(view?.version);
  const save = async (event: Submitted) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { query, columns, density } = draft;
    const parsed = createViewBody.safeParse({
      ...{ name: form.get("name"), query, columns, density },
      age: readAge(form),
    });
    if (!parsed.success) {
      const told = parsed.error.issues.map(({ path, message }) => [String(path[0]), message] as const);
      setErrors(Object.fromEntries(told));
      return;
    }
    setErrors({});
    setIsBusy(true);
    try {
      if (view) await update(view._id, { name: parsed.data.name, age: parsed.data.age }, version);
      else await create(parsed.data, form.get("who") === "everybody");
      onClose();
      onSaved?.();
    } catch (problem) {
      setErrors({ form: formlessMessageOf(problem) });
      setVersion(view && viewStore.find(view._id)?.version);
      setIsBusy(false);
    }
  };
  return { save, errors, isBusy };
}

function WhoSees() {
  const choices = [
    ["me", "Only I, in this browser"],
    ["everybody", "Everybody"],
  ] as const;
  return (
    <fieldset>
      <legend className="text-[13px] font-medium">Who sees it</legend>
      {choices.map(([value, label], index) => (
        <label key={value} className="flex h-11 cursor-pointer items-center gap-2.5 lg:h-8">
          <input
            type="radio"
            name="who"
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

export function ViewDialog(props: Props) {
  const { draft, view, onClose } = props;
  const { save, errors, isBusy } = useSave(props);
  return (
    <LazyDialog title={view ? "Edit view" : "Save as view"} onClose={onClose}>
      <form noValidate onSubmit={(event) => void save(event)} className="mt-3 flex flex-col gap-4">
        <Field
          label="Name"
          name="name"
          required
          maxLength={VIEW_NAME_MAX}
          defaultValue={draft.name ?? ""}
          placeholder="Ship today"
          error={errors.name}
        />
        {!view && <WhoSees />}
        <AgeFields age={draft.age ?? null} error={errors.age} />
        {(errors.form ?? errors.query) && (
          <p role="alert" className="text-[13px] text-danger-text">
            {errors.form ?? errors.query}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" busy={isBusy}>
            {view ? "Save" : "Save view"}
          </Button>
        </div>
      </form>
    </LazyDialog>
  );
}
