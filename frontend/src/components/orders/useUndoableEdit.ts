"use client";
// An edit that was saved here, and the way back from it.
import type { Order, OrderChanges } from "@order-desk/contract";
import { useSettings } from "../../hooks/useSettings";
import { useUndoEdit, type UndoneEdit } from "../../hooks/useUndoEdit";
import { useUpdateOrder } from "../../hooks/useUpdateOrder";
import { ApiError, formlessMessageOf } from "../../lib/apiError";
import { formerOf, undoMsWithoutMail } from "../../lib/takenBack";
import { notifyUndoable } from "../ui/notify";
import { takeBack } from "../ui/takeBack";

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

  const tell = ({ edited, former }: UndoneEdit) => {
    const { _id: subject, version, order_number: number } = edited;
    const undoing = {
      ...{ id: `unedited-${subject}-${version}`, subject, whyNot },
      ...({ what: `the edit of order ${number}`, verb: "taken back" } as const),
      run: async () => {
        await undo({ edited, former });
        return `Order ${number} is as before again`;
      },
    };
    notifyUndoable(
      { id: `edited-${subject}-${version}`, title: `Order ${number} saved` },
      {
        subject,
        until: Date.now() + undoMsWithoutMail(undoSeconds),
        run: () => takeBack(undoing),
      },
    );
  };
  return async (before, changes) => {
    const edited = await update({ id: before._id, changes, version: before.version });
    tell({ edited, former: formerOf(before, changes) });
  };
}
