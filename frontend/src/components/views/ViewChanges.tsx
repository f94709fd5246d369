"use client";
// What differs from the saved view, and what can be done about it.
import { useState } from "react";
import type { OrderQuery } from "@order-desk/contract";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useListLayout } from "../../hooks/useListLayout";
import { isSameQuery, type DeskView } from "../../lib/viewStore";
import { layoutOf } from "./layoutOf";
import { useViewActions } from "./useViewActions";
import { ViewDialog } from "./ViewDialog";

const BUTTON =
  "inline-flex h-11 items-center rounded-[7px] px-2 text-[13px] font-medium whitespace-nowrap hover:bg-hover lg:h-7";

/** The version on which the change was begun: others may save the view meanwhile. */
function useBegunOn(view: DeskView | undefined, differs: boolean) {
  const [begun, setBegun] = useState<Pick<DeskView, "_id" | "version">>();
  const isBegun = begun !== undefined && begun._id === view?._id;
  if (differs && view && !isBegun) setBegun(view);
  if (!differs && begun) setBegun(undefined);
  return { begunOn: isBegun ? begun.version : view?.version, forget: () => setBegun(undefined) };
}

/** One's own views have none. */
const earlier = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? one : Math.min(one, other);

export function ViewChanges({ query }: { readonly query: OrderQuery }) {
  const { shownView, showView } = useDeskRoute();
  const layout = useListLayout(layoutOf(shownView));
  const { columns, density, isChanged, reset } = layout;
  const { save } = useViewActions();
  const [isNaming, setIsNaming] = useState(false);
  const differs = shownView !== undefined && (isChanged || !isSameQuery(query, shownView.query));
  const { begunOn, forget } = useBegunOn(shownView, differs);
  const saveShown = async (view: DeskView) => {
    const version = earlier(begunOn, layout.begunOn);
    const outcome = await save(view, { query, columns, density }, version);
    if (outcome === "failed") return;
    forget();
    if (outcome === "outdated") {
      layout.goOn();
      return;
    }
    reset();
    showView(view._id);
  };
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
            onClick={() => void saveShown(shownView)}
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
