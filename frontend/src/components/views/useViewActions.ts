"use client";
// What can be done to a saved view, and what is said when it fails.
import type { NewView, ViewChanges } from "@order-desk/contract";
import { useMemo } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useViewKeeper } from "../../hooks/useViews";
import { ApiError, formlessMessageOf } from "../../lib/apiError";
import type { DeskView } from "../../lib/viewStore";
import { listHref, viewHref } from "../orders/links";
import { notify, notifyUndoable } from "../ui/notify";
import { takeBack } from "../ui/takeBack";

const UNDO_MS = 10_000;

/** `outdated`: others have changed the view meanwhile, and one has been told. */
type Outcome = "done" | "outdated" | "failed";

async function told(id: string, failure: string, work: () => Promise<void>): Promise<Outcome> {
  try {
    await work();
    return "done";
  } catch (problem) {
    notify({ id: `view-${id}`, tone: "problem", title: failure, detail: formlessMessageOf(problem) });
    return problem instanceof ApiError && problem.status === 412 ? "outdated" : "failed";
  }
}

export function useViewActions() {
  const keeper = useViewKeeper();
  const { showAll, showView } = useDeskRoute();
  return useMemo(() => {
    const restore =
      ({ _id, name }: DeskView, wayBack: () => Promise<void>) =>
      () =>
        takeBack({
          ...{ id: `view-${_id}-back`, subject: _id, what: `the view “${name}”`, verb: "brought back" },
          run: async () => {
            await wayBack();
            return undefined;
          },
        });
    return {
      /** Throws when it is refused: the form says why. */
      create: async (view: NewView, isShared: boolean) => showView(await keeper.create(view, isShared)),
      /** Throws as well. @param version the one that was looked at */
      update: async (id: string, changes: ViewChanges, version: number | undefined) =>
        await keeper.update(id, changes, version),
      /** The view becomes as it is shown now, in these parts. */
      save: async ({ _id: id, name }: DeskView, shown: ViewChanges, version: number | undefined) =>
        await told(id, `“${name}” was not saved`, async () => await keeper.update(id, shown, version)),
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
          // One's own view is known in this browser only: what it asks for is known everywhere.
          const href = view.isShared ? viewHref(view._id) : listHref(view.query);
          await navigator.clipboard.writeText(new URL(href, window.location.href).href);
          const detail = view.isShared ? {} : { detail: "It leads to the same list, for anyone" };
          notify({ id: `view-${view._id}`, title: "Link copied", ...detail });
        }),
    };
  }, [keeper, showAll, showView]);
}
