// Taking a change of status back: the order keeps what was changed and notes there that it was undone.
import type { Order } from "@order-desk/contract";
import { ObjectId, type Document } from "mongodb";
import type { Database } from "./database.js";
import { statusChangesOf, type StatusChange, type StoredOrder, type WriteMark } from "./orderDocument.js";
import { stillAs, VERSION } from "./orderQueries.js";
import { STATUS_CHANGES } from "./orderUpdate.js";

/** `change` is the last one of `current` that stands. */
export type Undoing = {
  readonly current: Order;
  readonly change: StatusChange;
  readonly mark: WriteMark;
};

/** An order with its changes of status, at one moment of the server's clock. */
export type LastChange = {
  readonly order: Order;
  /** The last one that was not taken back. */
  readonly last: StatusChange | undefined;
  readonly changes: readonly StatusChange[];
  readonly now: Date;
};

/** Until when the change with this mark can be taken back. */
export function undoUntil(stored: StoredOrder, mark: WriteMark): { undo_until?: string } {
  const change = statusChangesOf(stored).find(({ id }) => id.equals(mark.id));
  return change?.undo_until ? { undo_until: change.undo_until.toISOString() } : {};
}

const STANDS = { $lte: ["$$this.undone_version", null] };

/** While it is the last change that stands and can be taken back; `more` is said of it as `$$last`. */
const stillLast = ({ current, change }: Undoing, more: Document[]): Document => ({
  $and: [
    stillAs(current._id, current),
    {
      $expr: {
        $let: {
          vars: { last: { $last: { $filter: { input: STATUS_CHANGES, cond: STANDS } } } },
          in: {
            $and: [{ $eq: ["$$last.id", change.id] }, { $ne: ["$$last.closed", true] }, ...more],
          },
        },
      },
    },
  ],
});

function toUndo({ current, change, mark }: Undoing): Document[] {
  const undone = { $mergeObjects: ["$$this", { undone_version: current.version + 1 }] };
  return [
    {
      $set: {
        status: change.from,
        version: { $add: [VERSION, 1] },
        updated_at: "$$NOW",
        last_write: { $literal: { ...mark, undoes: change.id } },
        status_changes: {
          $map: {
            input: STATUS_CHANGES,
            in: { $cond: [{ $eq: ["$$this.id", change.id] }, undone, "$$this"] },
          },
        },
      },
    },
  ];
}

/** For a job: as long as the job may be taken back. */
const toWrite = (undoing: Undoing) => ({
  updateOne: { filter: stillLast(undoing, []), update: toUndo(undoing) },
});

export const undoingMany = ({ orders }: Database) => ({
  /** Those that are no longer as they were are left as they are. */
  undoMany: async (undoings: readonly Undoing[]): Promise<void> => {
    await orders.bulkWrite(undoings.map(toWrite), { ordered: false });
  },
});

export function orderUndo({ orders }: Database, toWire: (stored: StoredOrder) => Order) {
  return {
    async findLastChange(id: string): Promise<LastChange | undefined> {
      const [found] = await orders
        .aggregate<{ stored: StoredOrder; now: Date }>([
          { $match: { _id: new ObjectId(id) } },
          { $project: { _id: 0, stored: "$$ROOT", now: "$$NOW" } },
        ])
        .toArray();
      if (!found) return undefined;
      const { stored, now } = found;
      const changes = statusChangesOf(stored);
      const last = changes.findLast(({ undone_version }) => undone_version === undefined);
      return { order: toWire(stored), last, changes, now };
    },

    /** Undefined when the time is over, or the order no longer as it was. */
    async undo(undoing: Undoing): Promise<Order | undefined> {
      const inTime = { $lte: ["$$NOW", "$$last.undo_until"] };
      const found = await orders.findOneAndUpdate(stillLast(undoing, [inTime]), toUndo(undoing), {
        returnDocument: "after",
      });
      return found ? toWire(found) : undefined;
    },
  };
}
