// The log: one row for each change of an order, with an id made from that change, so that writing one twice is no change.
import type { ChangeAuthor, OrderStatus, StoryEntry, StoryKind } from "@order-desk/contract";
import type { Filter } from "mongodb";
import type { Database } from "./database.js";
import { insertMissing } from "./insertMissing.js";

export type LogRow = {
  /** Cursor of the change; of a reconciled one, what it led to. */
  _id: string;
  /** Sorts the rows of an order. */
  cursor: string;
  /** The id by which mails name this change. */
  change_id: string;
  order_id: string;
  order_number: number;
  kind: StoryKind;
  version: number;
  /** After the change; of a deletion, before it. */
  status: OrderStatus;
  by: ChangeAuthor;
  at: Date;
  changes: StoryEntry["changes"];
  /** The `change_id` of the row whose change this one took back. */
  undoes?: string;
};

/** What the log knew last of an order. */
export type LoggedState = Pick<LogRow, "version" | "status" | "kind">;

export type LogPosition = Pick<LogRow, "cursor" | "_id">;

export type OrderLogModel = ReturnType<typeof orderLogModel>;

export function orderLogModel({ orderLog }: Database) {
  return {
    /** Rows that are there already are left as they are. */
    append: async (rows: readonly LogRow[]) => await insertMissing(orderLog, rows),

    /** The last known state of each of these orders, before `cursor` where one is given. */
    async lastStates(ids: readonly string[], cursor?: string): Promise<Map<string, LoggedState>> {
      const rows = await orderLog
        .aggregate<LoggedState & { _id: string }>([
          {
            $match: { order_id: { $in: [...ids] }, ...(cursor !== undefined && { cursor: { $lt: cursor } }) },
          },
          { $sort: { order_id: 1, cursor: 1, _id: 1 } },
          {
            $group: {
              _id: "$order_id",
              version: { $last: "$version" },
              status: { $last: "$status" },
              kind: { $last: "$kind" },
            },
          },
        ])
        .toArray();
      return new Map(rows.map(({ _id, ...state }) => [_id, state]));
    },

    /** Ids of orders that the log has seen, in order, from behind `after`; empty at the end. */
    async orderIds(after: string, limit: number): Promise<string[]> {
      const rows = await orderLog
        .find({ order_id: { $gt: after } }, { projection: { _id: 0, order_id: 1 } })
        .sort({ order_id: 1 })
        .limit(limit)
        .toArray();
      return [...new Set(rows.map(({ order_id }) => order_id))];
    },

    /** Newest first; reads one more than asked, to know whether there is a next page. */
    async findPage(orderId: string, limit: number, before?: LogPosition): Promise<LogRow[]> {
      const older: Filter<LogRow> = before
        ? {
            $or: [{ cursor: { $lt: before.cursor } }, { cursor: before.cursor, _id: { $lt: before._id } }],
          }
        : {};
      return await orderLog
        .find({ order_id: orderId, ...older })
        .sort({ cursor: -1, _id: -1 })
        .limit(limit + 1)
        .toArray();
    },
  };
}
