// Handler of the durable worker: one row in the log for each change of an order.
import { EDITABLE_FIELDS, type ChangeAuthor, type Order, type StoryEntry } from "@order-desk/contract";
import { showsNothing, type OrderChange } from "../models/orderChange.js";
import type { LogRow, OrderLogModel } from "../models/OrderLog.js";
import type { ChangeHandler } from "./changeWorker.js";

const LOGGED_FIELDS = [...EDITABLE_FIELDS, "total"] as const;

/** The name by which a change's mails and its log row find each other: the same in every process and at every replay. */
export const changeIdOf = ({ writeId, cursor, kind }: Pick<OrderChange, "writeId" | "cursor" | "kind">) =>
  kind === "updated" && writeId !== undefined ? writeId : cursor;

function fieldChanges(before: Order | undefined, after: Order | undefined): StoryEntry["changes"] {
  return LOGGED_FIELDS.filter((field) => before?.[field] !== after?.[field]).map((field) => ({
    field,
    from: before?.[field] ?? null,
    to: after?.[field] ?? null,
  }));
}

/** @param deletedBy who deleted it, for a deletion. */
export function toLogRow(change: OrderChange, deletedBy?: ChangeAuthor): LogRow {
  const { cursor, id, before, after, kind, committedAt } = change;
  const shown = after ?? before;
  const isRestored = kind === "created" && change.writeId !== undefined && (after?.version ?? 1) > 1;
  return {
    _id: cursor,
    cursor,
    change_id: changeIdOf(change),
    order_id: id,
    order_number: shown?.order_number ?? 0,
    kind: isRestored ? "restored" : change.undoes === undefined ? kind : "undone",
    ...(change.undoes !== undefined && { undoes: change.undoes }),
    version: shown?.version ?? 0,
    status: shown?.status ?? "pending",
    by: change.by ?? deletedBy ?? "outside",
    at: new Date(committedAt),
    // Without the image before, nobody can say what was changed; a deletion changes no field.
    changes: kind === "deleted" || (kind === "updated" && !before) ? [] : fieldChanges(before, after),
  };
}

export type OrderLogParts = {
  readonly log: OrderLogModel;
  /** Who deleted the orders with these ids, at which version, as far as the API knows. */
  readonly deletions: (
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly version: number; readonly by: ChangeAuthor }>>;
};

export function orderLogHandler({ log, deletions }: OrderLogParts): ChangeHandler {
  return {
    name: "order log",
    async handle(all) {
      const changes = all.filter((change) => !showsNothing(change));
      const deleted = changes.filter(({ kind }) => kind === "deleted").map(({ id }) => id);
      const known = deleted.length > 0 ? await deletions(deleted) : undefined;
      const deletedBy = ({ id, before }: OrderChange) => {
        const found = known?.get(id);
        return found && found.version === before?.version ? found.by : undefined;
      };
      await log.append(changes.map((change) => toLogRow(change, deletedBy(change))));
    },
  };
}
