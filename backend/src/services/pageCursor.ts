// Cursors of pages: opaque to clients, positions that stay valid while rows come and go.
import {
  ORDER_STATUSES,
  orderId,
  sequenceOf,
  type OrderSort,
  type Position,
  type SortKey,
} from "@order-desk/contract";
import * as z from "zod/mini";
import { invalid } from "./errors.js";

const PREFIX = "after:";

const notOurs = () =>
  invalid([
    {
      pointer: "/cursor",
      message:
        "cursor is not one of ours: take it from the Link header of the page before, and leave the sort as it was",
    },
  ]);

/** Where an order stands, in which sequence. */
export const toPageCursor = (sort: OrderSort, position: Position) =>
  Buffer.from(JSON.stringify([sort, ...position])).toString("base64url");

const isMoment = (value: unknown) => z.iso.datetime().safeParse(value).success;
const isNumber = (value: unknown) => Number.isFinite(value);

const IS_KEY: Readonly<Record<SortKey["name"], (value: unknown) => boolean>> = {
  created_at: isMoment,
  updated_at: isMoment,
  order_number: isNumber,
  customer_name: (value) => typeof value === "string",
  total: isNumber,
  status: (value) => Number.isInteger(value) && ORDER_STATUSES[value as number] !== undefined,
  _id: (value) => orderId.safeParse(value).success,
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The position of the last order of the page before; a cursor that we did not make, or for another sort, is refused. */
export function fromPageCursor(cursor: string, sort: OrderSort): Position {
  const parsed = parseJson(Buffer.from(cursor, "base64url").toString());
  if (!Array.isArray(parsed) || parsed[0] !== sort) throw notOurs();
  const position = parsed.slice(1) as (string | number)[];
  const keys = sequenceOf(sort);
  const isPosition =
    position.length === keys.length && keys.every(({ name }, at) => IS_KEY[name](position[at]));
  if (!isPosition || toPageCursor(sort, position) !== cursor) throw notOurs();
  return position;
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
