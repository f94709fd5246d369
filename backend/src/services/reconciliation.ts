// When the history behind the worker is lost: the orders themselves are compared with the log, at one moment, and what
// is missing is caught up: log rows, and a mail for each change of status.
import type { Order } from "@order-desk/contract";
import type { Logger } from "pino";
import type { ChangeReader } from "../models/changeReader.js";
import { readVersion, toOrder, type StoredOrder } from "../models/orderDocument.js";
import type { LoggedState, LogRow, OrderLogModel } from "../models/OrderLog.js";
import type { OrderSnapshot } from "../models/orderSnapshot.js";
import type { MailOutbox } from "./emailService.js";
import type { Found } from "./orderRepair.js";
import { unseenNews, type StatusNews } from "./statusNews.js";

const BATCH = 1_000;

export type ReconciliationParts = {
  readonly changes: ChangeReader;
  readonly log: OrderLogModel;
  readonly outbox: MailOutbox;
  readonly withSnapshot: <T>(work: (snapshot: OrderSnapshot) => Promise<T>) => Promise<T>;
  /** The copies of deleted orders that are still kept. */
  readonly deletedOrders: (ids: readonly string[]) => Promise<StoredOrder[]>;
  readonly deletedPage: (after: string | undefined, limit: number) => Promise<StoredOrder[]>;
  /** Fills in what a writer outside the API forgot. */
  readonly complete: (found: readonly Found[]) => Promise<void>;
  readonly shopCurrency: string;
  readonly logger: Logger;
};

type Moment = { readonly cursor: string; readonly at: Date };

/** What is known of an order that was deleted and of which no copy is kept. */
type Known = Pick<Order, "_id" | "order_number" | "version" | "status">;

const knownOf = (id: string, logged: LoggedState | undefined): Known => ({
  _id: id,
  order_number: 0,
  version: logged?.version ?? 0,
  status: logged?.status ?? "pending",
});

function toRow(
  { _id, order_number, version, status }: Known,
  logged: LoggedState | undefined,
  { cursor, at }: Moment,
  isDeleted: boolean,
): LogRow {
  const from = logged === undefined || logged.kind === "deleted" ? null : logged.status;
  const id = `reconciled-${_id}-${logged?.version ?? 0}-${from ?? "none"}-${version}-${isDeleted ? "deleted" : status}`;
  return {
    _id: id,
    cursor,
    change_id: id,
    order_id: _id,
    order_number,
    kind: isDeleted ? "deleted" : "reconciled",
    version,
    status,
    by: "desk",
    at,
    changes: isDeleted || from === status ? [] : [{ field: "status", from, to: status }],
  };
}

type CatchingUp = {
  readonly compare: (batch: readonly StoredOrder[], moment: Moment, isDeleted: boolean) => Promise<void>;
  readonly append: (rows: readonly LogRow[]) => Promise<void>;
};

/** Orders that are gone. */
function goneOrders(parts: ReconciliationParts, { compare, append }: CatchingUp) {
  const { log } = parts;

  /** Orders that the log knows as present, and that are gone. */
  async function compareDeleted(snapshot: OrderSnapshot, moment: Moment): Promise<void> {
    for (let after = "", ids = await log.orderIds(after, BATCH); ids.length > 0;) {
      const gone = await snapshot.missing(ids);
      const logged = await log.lastStates(gone);
      const news = gone.filter((id) => logged.get(id)?.kind !== "deleted");
      const copies = (await parts.deletedOrders(news)).filter(
        (copy) => readVersion(copy) >= (logged.get(String(copy._id))?.version ?? 0),
      );
      await compare(copies, moment, true);
      const withoutCopy = news.filter((id) => !copies.some(({ _id }) => String(_id) === id));
      await append(withoutCopy.map((id) => toRow(knownOf(id, logged.get(id)), logged.get(id), moment, true)));

      after = ids.at(-1) as string;
      ids = await log.orderIds(after, BATCH);
    }
  }

  /** Orders that were made and deleted meanwhile: only their copies tell of them. */
  async function compareUnknown(snapshot: OrderSnapshot, moment: Moment): Promise<void> {
    let copies = await parts.deletedPage(undefined, BATCH);
    while (copies.length > 0) {
      const ids = copies.map(({ _id }) => String(_id));
      const [gone, logged] = [new Set(await snapshot.missing(ids)), await log.lastStates(ids)];
      const unknown = ({ _id }: StoredOrder) => gone.has(String(_id)) && !logged.has(String(_id));
      await compare(copies.filter(unknown), moment, true);
      copies = await parts.deletedPage(ids.at(-1), BATCH);
    }
  }

  return { compareDeleted, compareUnknown };
}

/** Catches up what is missing; returns the cursor from which the stream goes on without a gap. */
export async function reconcile(parts: ReconciliationParts): Promise<string> {
  const { changes, log, outbox, withSnapshot, shopCurrency, logger } = parts;
  let caughtUp = 0;

  async function append(rows: readonly LogRow[]): Promise<void> {
    await log.append(rows);
    caughtUp += rows.length;
  }

  async function compare(batch: readonly StoredOrder[], moment: Moment, isDeleted: boolean): Promise<void> {
    const orders = batch.map((stored) => ({ stored, order: toOrder(stored, shopCurrency) }));
    const logged = await log.lastStates(orders.map(({ order }) => order._id));
    const rows: LogRow[] = [];
    const news: StatusNews[] = [];
    for (const { stored, order } of orders) {
      const last = logged.get(order._id);
      const row = toRow(order, last, moment, isDeleted);
      const isLogged =
        last?.version === order.version && last.status === order.status && last.kind !== "deleted";
      if (isDeleted || !isLogged) rows.push(row);
      const { cursor, change_id: changeId, at } = row;
      const seen = last?.kind === "deleted" ? undefined : last;
      const entry = { cursor, changeId, at, restId: `${row._id}-mail` };
      news.push(...unseenNews({ ...entry, stored, order, last: seen }));
    }
    await outbox.announce(news);
    await append(rows);
    if (isDeleted) return;
    const known = { before: undefined, by: undefined, committedAt: moment.at.toISOString() };
    await parts.complete(orders.map(({ stored, order }) => ({ ...known, stored, after: order })));
  }

  const { compareDeleted, compareUnknown } = goneOrders(parts, { compare, append });
  return await withSnapshot(async (snapshot) => {
    await snapshot.missing([]);
    const cursor = await changes.cursorAt(snapshot.at() + 1n);
    const moment = { cursor, at: new Date(Number(snapshot.at() >> 32n) * 1_000) };
    for await (const batch of snapshot.orders()) await compare(batch, moment, false);
    await compareDeleted(snapshot, moment);
    await compareUnknown(snapshot, moment);
    logger.error(
      { caughtUp },
      "History was lost: the orders were compared with the log, and it was caught up",
    );
    return cursor;
  });
}
