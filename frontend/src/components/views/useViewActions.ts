"use client";
// What can be done to a saved view, and what is said when it fails.
import type { NewView, ViewChanges } from "@order-desk/contract";
import { useMemo } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useViewKeeper } from "../../hooks/useViews";
import { formlessMessageOf } from "../../lib/apiError";
import type { DeskView } from "../../lib/viewStore";
import { viewHref } from "../orders/links";
import { notify, notifyUndoable } from "../ui/notify";

const UNDO_MS = 10_000;

async function told(id: string, failure: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (problem) {
    notify({ id: `view-${id}`, tone: "problem", title: failure, detail: formlessMessageOf(problem) });
  }
}

export function useViewActions() {
  const keeper = useViewKeeper();
  const { showAll, showView } = useDeskRoute();
  return useMemo(() => {
    const restore = (view: DeskView, wayBack: () => Promise<void>) => () =>
      void told(view._id, `“${view.name}” was not brought back`, wayBack);
    return {
      /** Throws when it is refused: the form says why. */
      create: async (view: NewView, isShared: boolean) => showView(await keeper.create(view, isShared)),
      update: async (id: string, changes: ViewChanges) => await keeper.update(id, changes),
      /** The view becomes as it is shown now. */
      save: (view: DeskView, shown: Pick<NewView, "query" | "columns" | "density">, onSaved: () => void) =>
        void told(view._id, `“${view.name}” was not saved`, async () => {
          await keeper.update(view._id, shown);
          onSaved();
          showView(view._id);
        }),
      move: (view: DeskView, by: -1 | 1) =>
        void told(view._id, `“${view.name}” was not moved`, async () => await keeper.move(view._id, by)),
      remove: (view: DeskView, isShown: boolean) =>
        void told(view._id, `“${view.name}” was not deleted`, async () => {
          const wayBack = await keeper.remove(view._id);
          if (isShown) showAll();
          notifyUndoable(
            { id: `view-${view._id}`, title: `View “${view.name}” deleted` },
            { subject: view._id, until: Date.now() + UNDO_MS, run: restore(view, wayBack) },
          );
        }),
      copyLink: (view: DeskView) =>
        void told(view._id, "The link was not copied", async () => {
          await navigator.clipboard.writeText(new URL(viewHref(view._id), window.location.href).href);
          notify({ id: `view-${view._id}`, title: "Link copied" });
        }),
    };
  }, [keeper, showAll, showView]);
}
