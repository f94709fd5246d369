// One change of an order, made from the database's event.
import type { ChangeAuthor, Order } from "@order-desk/contract";
import {
  ObjectId,
  type ChangeStreamDocument,
  type ChangeStreamReplaceDocument,
  type ChangeStreamUpdateDocument,
} from "mongodb";
import type { Database } from "./database.js";
import { StreamInvalidatedError } from "./errors.js";
import { gotTermsLate, hasTerms } from "./storedTerms.js";
import { markOf, readVersion, toOrder, type OrderDocument, type StoredOrder } from "./orderDocument.js";

export type OrderChange = {
  readonly cursor: string;
  readonly kind: "created" | "updated" | "deleted";
  readonly id: string;
  /** The order right before; absent for a creation, or when the database kept no pre-image. */
  readonly before?: Order | undefined;
  /** The order right after; absent for a deletion. */
  readonly after?: Order | undefined;
  /** As it lies in the database, with what the wire does not show. */
  readonly stored?: StoredOrder | undefined;
  /** It got the terms that it lacked: queries that should have found it could not. */
  readonly isFoundNow?: boolean;
  /** Before it or after it the order lies there with other terms than its own: queries find it by those, or not at all. */
  readonly isMisfiled?: boolean;
  /** Who made it; a deletion names nobody (undefined). */
  readonly by: ChangeAuthor | undefined;
  /** Id of the API's write; undefined for any other writer. The same in the order and in each of its events. */
  readonly writeId?: string | undefined;
  /** Id of the change of status that this one takes back. */
  readonly undoes?: string | undefined;
  /** Id of the job that it is part of. */
  readonly job?: string | undefined;
  readonly committedAt: string;
};

/** What it touched is nothing that anybody is shown. */
export const showsNothing = ({ before, after }: Pick<OrderChange, "before" | "after">): boolean =>
  before !== undefined &&
  after !== undefined &&
  (Object.keys(after) as (keyof Order)[]).every((name) => before[name] === after[name]);

type Images = { readonly before: StoredOrder | null | undefined; readonly after: StoredOrder };

/** Each write of the product leaves a mark of its own and one version more: any other writer does not. */
function authorOf({ before, after }: Images): Pick<OrderChange, "by" | "writeId" | "undoes" | "job"> {
  const mark = markOf(after);
  if (!mark) return { by: "outside" };
  // An update without its image may be a later state than it made: its mark may be another write's.
  if (before === null) return { by: mark.by };
  const last = before ? markOf(before) : undefined;
  const isNew = !last || !mark.id.equals(last.id);
  const isNext = !before || (isNew && readVersion(after) === readVersion(before) + 1);
  if (!isNext) return { by: "outside" };
  const { id, by, undoes, job } = mark;
  return {
    by,
    writeId: id.toHexString(),
    ...(undoes instanceof ObjectId && { undoes: undoes.toHexString() }),
    ...(job instanceof ObjectId && { job: job.toHexString() }),
  };
}

type ImageEvent = ChangeStreamUpdateDocument<OrderDocument> | ChangeStreamReplaceDocument<OrderDocument>;

export function changeMapper({ orders }: Database, shopCurrency: string) {
  const toWire = (image: StoredOrder | null | undefined) =>
    image ? toOrder(image, shopCurrency) : undefined;

  const isMisfiled = (image: StoredOrder | null | undefined) =>
    image ? !hasTerms(image, toOrder(image, shopCurrency)) : false;

  async function updated(event: ImageEvent) {
    const before = event.fullDocumentBeforeChange;
    // Without an image (the write came before images were on) the present state is the best there is.
    const after = event.fullDocument ?? (await orders.findOne({ _id: event.documentKey._id }));
    // Gone since: its deletion follows in the stream.
    if (!after) return undefined;
    // Null, not undefined: there was an order before, and nobody knows how it was.
    const images = { before: before ?? null, after };
    return {
      ...{ before: toWire(before), after: toWire(after), stored: after },
      isFoundNow: gotTermsLate(before, after),
      isMisfiled: isMisfiled(before) || isMisfiled(after),
      ...authorOf(images),
    };
  }

  return async (event: ChangeStreamDocument<OrderDocument>): Promise<OrderChange | undefined> => {
    const cursor = (event._id as { _data: string })._data;
    if (event.operationType === "invalidate") throw new StreamInvalidatedError(cursor);
    if (!("documentKey" in event) || !(event.documentKey._id instanceof ObjectId)) return undefined;
    const { wallTime } = event as { wallTime?: Date };
    const base = {
      cursor,
      id: event.documentKey._id.toHexString(),
      committedAt: (wallTime ?? new Date()).toISOString(),
    };
    if (event.operationType === "insert") {
      const stored = event.fullDocument;
      const author = authorOf({ before: undefined, after: stored });
      const found = { after: toWire(stored), stored, isMisfiled: isMisfiled(stored) };
      return { ...base, kind: "created", ...found, ...author };
    }
    if (event.operationType === "delete") {
      const before = event.fullDocumentBeforeChange;
      const last = { before: toWire(before), isMisfiled: isMisfiled(before) };
      return { ...base, kind: "deleted", ...last, by: undefined };
    }
    const found = await updated(event);
    return found && { ...base, kind: "updated", ...found };
  };
}
