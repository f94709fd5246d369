// Cursors of pages: opaque to clients, positions that stay valid while rows come and go.
import { orderId } from "@order-desk/contract";
import { invalid } from "./errors.js";

const PREFIX = "after:";

const notOurs = () =>
  invalid([
    {
      pointer: "/cursor",
      message: "cursor is not one of ours: take it from the Link header of the page before",
    },
  ]);

export const toPageCursor = (lastId: string) => Buffer.from(PREFIX + lastId).toString("base64url");

/** The id of the last order of the page before; a cursor that we did not make is refused. */
export function fromPageCursor(cursor: string): string {
  const text = Buffer.from(cursor, "base64url").toString();
  const id = text.slice(PREFIX.length);
  if (!text.startsWith(PREFIX) || !orderId.safeParse(id).success || toPageCursor(id) !== cursor)
    throw notOurs();
  return id;
}

/** For rows that are sorted by a key and, where keys are equal, by their id. */
export const toPairCursor = (key: string, id: string) =>
  Buffer.from(`${PREFIX}${key} ${id}`).toString("base64url");

export function fromPairCursor(cursor: string): { readonly key: string; readonly id: string } {
  const text = Buffer.from(cursor, "base64url").toString();
  const [key, id, ...rest] = text.slice(PREFIX.length).split(" ");
  if (!text.startsWith(PREFIX) || !key || !id || rest.length > 0 || toPairCursor(key, id) !== cursor)
    throw notOurs();
  return { key, id };
}
