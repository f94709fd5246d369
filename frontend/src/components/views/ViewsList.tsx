"use client";
// The saved views in the side bar.
import { Plus } from "lucide-react";
import { useMemo } from "react";
import { useOfferedCommands } from "../../hooks/useCommands";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { allViews, useKnownViews } from "../../hooks/useKnownViews";
import { useViewFeed } from "../../hooks/useViews";
import type { DeskView } from "../../lib/viewStore";
import { IconButton } from "../ui/IconButton";
import { viewIcon } from "./ViewItem";
import { useViewEditing, ViewLines } from "./ViewLines";

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

export function ViewsList() {
  useViewFeed();
  const known = useKnownViews();
  const views = useMemo(() => allViews(known), [known]);
  const { save, ...editing } = useViewEditing();
  useViewCommands(views, save);

  return (
    <section aria-labelledby="views" className="mt-4 flex min-h-0 flex-col">
      <div className="flex h-8 shrink-0 items-center justify-between pl-2 text-[13px] text-muted">
        <h2 id="views">Views</h2>
        <IconButton icon={Plus} label="Save as view" onClick={save} className="lg:size-7" />
      </div>
      <ViewLines {...editing} />
    </section>
  );
}
