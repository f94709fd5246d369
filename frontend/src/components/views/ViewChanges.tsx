"use client";
// What differs from the saved view, and what can be done about it.
import { useState } from "react";
import type { OrderQuery } from "@order-desk/contract";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useListLayout } from "../../hooks/useListLayout";
import { isSameQuery } from "../../lib/viewStore";
import { layoutOf } from "./layoutOf";
import { useViewActions } from "./useViewActions";
import { ViewDialog } from "./ViewDialog";

const BUTTON =
  "inline-flex h-11 items-center rounded-[7px] px-2 text-[13px] font-medium whitespace-nowrap hover:bg-hover lg:h-7";

export function ViewChanges({ query }: { readonly query: OrderQuery }) {
  const { shownView, showView } = useDeskRoute();
  const { columns, density, isChanged, reset } = useListLayout(layoutOf(shownView));
  const { save } = useViewActions();
  const [isNaming, setIsNaming] = useState(false);
  const differs = shownView !== undefined && (isChanged || !isSameQuery(query, shownView.query));
  return (
    <>
      {differs && (
        <>
          <button
            type="button"
            className={`${BUTTON} text-muted hover:text-text`}
            onClick={() => {
              reset();
              showView(shownView._id);
            }}
          >
            Reset
          </button>
          <button
            type="button"
            className={`${BUTTON} text-accent-text`}
            onClick={() => save(shownView, { query, columns, density }, reset)}
          >
            Save changes
          </button>
        </>
      )}
      {(!shownView || differs) && (
        <button type="button" className={`${BUTTON} text-accent-text`} onClick={() => setIsNaming(true)}>
          {shownView ? "Save as new" : "Save view"}
        </button>
      )}
      {isNaming && (
        <ViewDialog draft={{ query, columns, density }} view={undefined} onClose={() => setIsNaming(false)} />
      )}
    </>
  );
}
