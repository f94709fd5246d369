"use client";
// The saved views in the side bar, with how many orders there are in each.
import { ALL_ORDERS } from "@order-desk/contract";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { useOfferedCommands } from "../../hooks/useCommands";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useListLayout } from "../../hooks/useListLayout";
import { useMailPage } from "../../hooks/useMailPage";
import { allViews, useKnownViews } from "../../hooks/useKnownViews";
import { useViewFeed } from "../../hooks/useViews";
import type { DeskView } from "../../lib/viewStore";
import { IconButton } from "../ui/IconButton";
import { layoutOf } from "./layoutOf";
import { ViewDialog, type ViewDraft } from "./ViewDialog";
import { viewIcon, ViewItem } from "./ViewItem";

/** The views by name, and saving one, in the palette. */
function useViewCommands(views: readonly DeskView[], save: () => void) {
  const { showView } = useDeskRoute();
  const group = useMemo(
    () => ({
      label: "Views",
      commands: [
        ...views.map((view) => ({
          id: `view ${view._id}`,
          label: view.name,
          icon: viewIcon(view),
          words: "view go to",
          run: () => showView(view._id),
        })),
        { id: "view new", label: "Save this list as a view", icon: Plus, words: "new filter", run: save },
      ],
    }),
    [views, showView, save],
  );
  useOfferedCommands(group);
}

type Editing = { readonly draft: ViewDraft; readonly view: DeskView | undefined };

export function ViewsList() {
  useViewFeed();
  const known = useKnownViews();
  const views = useMemo(() => allViews(known), [known]);
  const { query, shownView } = useDeskRoute();
  const { isMail } = useMailPage();
  const { columns, density } = useListLayout(layoutOf(shownView));
  const [editing, setEditing] = useState<Editing>();
  const save = useMemo(
    () => () =>
      setEditing({ draft: { query: isMail ? ALL_ORDERS : query, columns, density }, view: undefined }),
    [isMail, query, columns, density],
  );
  useViewCommands(views, save);

  return (
    <section aria-labelledby="views" className="mt-4 flex min-h-0 flex-col">
      <div className="flex h-8 shrink-0 items-center justify-between pl-2 text-[13px] text-muted">
        <h2 id="views">Views</h2>
        <IconButton icon={Plus} label="Save as view" onClick={save} className="lg:size-7" />
      </div>
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
          />
        ))}
      </ul>
      {editing && <ViewDialog {...editing} onClose={() => setEditing(undefined)} />}
    </section>
  );
}
