// The story of an order: its log, with the mails that told the customer.
import type { StoryEntry, StoryQuery } from "@order-desk/contract";
import type { MailReads } from "../models/Mail.js";
import type { LogRow, OrderLogModel } from "../models/OrderLog.js";
import { fromPairCursor, toPairCursor } from "./pageCursor.js";

export type StoryPage = { entries: StoryEntry[]; nextCursor: string | undefined };

export type StoryService = ReturnType<typeof storyService>;

export const toStoryEntry = (row: LogRow, mails: StoryEntry["mails"] = []): StoryEntry => ({
  _id: row.change_id,
  order_id: row.order_id,
  order_number: row.order_number,
  version: row.version,
  kind: row.kind,
  by: row.by,
  at: row.at.toISOString(),
  changes: row.changes,
  ...(row.undoes !== undefined && { undoes: row.undoes }),
  mails,
});

export function storyService({ log, mails }: { readonly log: OrderLogModel; readonly mails: MailReads }) {
  return {
    /** Newest first. Empty for an order that was never seen. */
    async list(orderId: string, { limit, cursor }: StoryQuery): Promise<StoryPage> {
      const position = cursor === undefined ? undefined : fromPairCursor(cursor);
      const before = position && { cursor: position.key, _id: position.id };
      const found = await log.findPage(orderId, limit, before);
      const rows = found.slice(0, limit);
      const told = await mails.findByChanges(rows.map(({ change_id }) => change_id));
      const last = rows.at(-1);
      return {
        entries: rows.map((row) =>
          toStoryEntry(
            row,
            told.filter(({ change_id }) => change_id === row.change_id),
          ),
        ),
        nextCursor: found.length > limit && last ? toPairCursor(last.cursor, last._id) : undefined,
      };
    },
  };
}
