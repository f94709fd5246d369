"use client";
// The saved views, one below the other, with how many orders there are in each.
import { ALL_ORDERS } from "@order-desk/contract";
import { useCallback, useMemo, useState } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { allViews, useKnownViews } from "../../hooks/useKnownViews";
import { useListLayout } from "../../hooks/useListLayout";
import { useMailPage } from "../../hooks/useMailPage";
import type { DeskView } from "../../lib/viewStore";
import { layoutOf } from "./layoutOf";
import { ViewDialog, type ViewDraft } from "./ViewDialog";
import { ViewItem } from "./ViewItem";

type ViewEditing = { readonly draft: ViewDraft; readonly view: DeskView | undefined };

/** What is edited, and the way to save the list that is shown. */
export function useViewEditing() {
  const { query, shownView } = useDeskRoute();
  const { isMail } = useMailPage();
  const { columns, density } = useListLayout(layoutOf(shownView));
  const [editing, setEditing] = useState<ViewEditing>();
  const save = useCallback(
    () => setEditing({ draft: { query: isMail ? ALL_ORDERS : query, columns, density }, view: undefined }),
    [isMail, query, columns, density],
  );
  return { editing, setEditing, save };
}

type Props = Pick<ReturnType<typeof useViewEditing>, "editing" | "setEditing"> & {
  /** One of them has been chosen, or a new one has been made. */
  readonly onShown?: () => void;
};

export function ViewLines({ editing, setEditing, onShown }: Props) {
  const known = useKnownViews();
  const views = useMemo(() => allViews(known), [known]);
  const { shownView } = useDeskRoute();
  const { isMail } = useMailPage();
  return (
    <>
      {views.length === 0 && known.isReady && (
        <p className="px-2 text-[13px] text-faint">
          Keep a search or a filter here, for yourself or for all.
        </p>
      )}
      <ul className="min-h-0 overflow-y-auto">
        {views.map((view) => (
          <ViewItem
            key={view._id}
            view={view}
            isShown={!isMail && shownView?._id === view._id}
            onEdit={() => setEditing({ draft: view, view })}
            onShown={onShown}
          />
        ))}
      </ul>
      {editing && (
        <ViewDialog
          {...editing}
          onClose={() => setEditing(undefined)}
          onSaved={editing.view ? undefined : onShown}
        />
      )}
    </>
  );
}
