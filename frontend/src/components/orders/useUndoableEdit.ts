"use client";
// An edit that was saved here, and the way back from it.
import type { ChangedOrder, Order, OrderChanges } from "@order-desk/contract";
import { useSettings } from "../../hooks/useSettings";
import { useUndoEdit, type UndoneEdit } from "../../hooks/useUndoEdit";
import { useUpdateOrder } from "../../hooks/useUpdateOrder";
import { ApiError, formlessMessageOf } from "../../lib/apiError";
import { formerOf, undoMsWithoutMail } from "../../lib/takenBack";
import { notify, notifyUndoable } from "../ui/notify";

/** It is another version by now, or in a state in which that is not possible. */
const CHANGED_SINCE = [409, 412];

const whyNot = (problem: unknown): string =>
  problem instanceof ApiError && CHANGED_SINCE.includes(problem.status)
    ? "It was changed since. Nothing was overwritten."
    : formlessMessageOf(problem);

/** Throws when it is refused. */
export function useUndoableEdit(): (before: Order, changes: OrderChanges) => Promise<void> {
  const { mutateAsync: update } = useUpdateOrder();
  const { mutateAsync: undo } = useUndoEdit();
  const { undoSeconds } = useSettings();

  const takeBack = async (edit: UndoneEdit) => {
    const { _id, version, order_number: number } = edit.edited;
    // Another notice than the one being pressed, which is on its way out.
    const id = `unedited-${_id}-${version}`;
    try {
      await undo(edit);
      notify({ id, title: `Order ${number} is as before again` });
    } catch (problem) {
      notify({
        id,
        tone: "problem",
        title: `The edit of order ${number} was not taken back`,
        detail: whyNot(problem),
      });
    }
  };
  const tell = (edited: ChangedOrder, former: OrderChanges) =>
    notifyUndoable(
      { id: `edited-${edited._id}-${edited.version}`, title: `Order ${edited.order_number} saved` },
      {
        subject: edited._id,
        until: Date.now() + undoMsWithoutMail(undoSeconds),
        run: () => void takeBack({ edited, former }),
      },
    );
  return async (before, changes) => {
    const edited = await update({ id: before._id, changes, version: before.version });
    tell(edited, formerOf(before, changes));
  };
}
