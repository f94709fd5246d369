// The cursor of a page: opaque to clients, a position that stays valid while orders come and go.
import { orderId } from "@order-desk/contract";
import { invalid } from "./errors.js";

const PREFIX = "after:";

export const toPageCursor = (lastId: string) => Buffer.from(PREFIX + lastId).toString("base64url");

/** The id of the last order of the page before; a cursor that we did not make is refused. */
export function fromPageCursor(cursor: string): string {
  const text = Buffer.from(cursor, "base64url").toString();
  const id = text.slice(PREFIX.length);
  if (!text.startsWith(PREFIX) || !orderId.safeParse(id).success || toPageCursor(id) !== cursor)
    throw invalid([
      {
        pointer: "/cursor",
        message: "cursor is not one of ours: take it from the Link header of the page before",
      },
    ]);
  return id;
}
