// Connections and collections. Everything that must survive is written with w: majority and j: true (P1).
import type { Order } from "@order-desk/contract";
import { MongoClient, type Collection, type Db, type MongoClientOptions } from "mongodb";
import type { ChunkRow, JobDocument } from "./Job.js";
import type { MailRow } from "./Mail.js";
import type { OrderDocument, WriteMark } from "./orderDocument.js";
import type { LogRow } from "./OrderLog.js";
import type { ViewDocument } from "./View.js";

// The driver has no deadline over a whole operation (its timeoutMS has no effect since 7.x): these bound the parts,
// and services/deadline bounds the whole.
const SELECTION_TIMEOUT_MS = 4_000;
const SOCKET_TIMEOUT_MS = 8_000;
const MAJORITY_TIMEOUT_MS = 4_000;
/** The database ends a question of a request by itself, before who asked is answered with 503 (services/deadline). */
export const QUESTION_MAX_MS = 4_000;
/** And one for more of what is being sent already, before the socket is given up. */
export const NEXT_PAGE_MAX_MS = 7_500;
/** And one for all that a job is meant for, read a batch at a time. */
export const CHOICE_MAX_MS = 25_000;
/**
 * A server that says nothing for both together (the driver asks it this often, and waits that much longer) is given up,
 * and every operation that waits for it ends: connections can die without a word. The driver's own are 10 s and 30 s.
 */
const HEARTBEAT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 5_000;

const APP_NAME = "order-desk";

export type CounterRow = { _id: string; next: number };
export type IdempotencyRow = {
  _id: string;
  fingerprint: string;
  /** As it is answered, also long after. */
  order: Order;
  /** To be written; absent when it was. */
  pending?: OrderDocument;
  created_at: Date;
};
export type DeletedRow = {
  _id: OrderDocument["_id"];
  order: OrderDocument;
  mark?: WriteMark;
  deleted_at: Date;
  restored_at?: Date;
};
/** One leader at a time holds it until `expires_at`, by the server's clock. */
export type WatcherRow = {
  _id: string;
  cursor: string;
  stored_at: Date;
  owner: string | null;
  expires_at: Date;
  /** When the leader was last current; null while it never was. */
  current_at: Date | null;
  history_lost_at: Date | null;
};

export type Database = {
  readonly client: MongoClient;
  readonly db: Db;
  readonly orders: Collection<OrderDocument>;
  readonly deletedOrders: Collection<DeletedRow>;
  readonly counters: Collection<CounterRow>;
  readonly idempotencyKeys: Collection<IdempotencyRow>;
  readonly mails: Collection<MailRow>;
  readonly orderLog: Collection<LogRow>;
  readonly watchers: Collection<WatcherRow>;
  readonly jobs: Collection<JobDocument>;
  readonly jobChunks: Collection<ChunkRow>;
  readonly views: Collection<ViewDocument>;
};

/** The database that the URI names; `orderdb` where it names none. */
export function databaseName(uri: string): string {
  const path = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]*)/.exec(uri)?.[1];
  return path === undefined || path === "" ? "orderdb" : decodeURIComponent(path);
}

/** The URI as it may be shown: its credentials are hidden, and of its options, some of which hold secrets, one stays. */
export function withoutSecrets(uri: string): string {
  const [address = "", options] = uri.split("?", 2);
  const replicaSet = new URLSearchParams(options).get("replicaSet");
  const shown = address.replace(/\/\/.*@/, "//…@");
  return replicaSet === null ? shown : `${shown}?replicaSet=${replicaSet}`;
}

/** Without what the URI itself says: the driver would leave that out. */
const unlessNamed = (uri: string, options: MongoClientOptions): MongoClientOptions =>
  Object.fromEntries(Object.entries(options).filter(([name]) => !new RegExp(`[?&]${name}=`, "i").test(uri)));

function open(uri: string, options: MongoClientOptions): Database {
  const client = new MongoClient(uri, {
    appName: APP_NAME,
    writeConcern: { w: "majority", journal: true },
    readConcern: { level: "majority" },
    ...unlessNamed(uri, { heartbeatFrequencyMS: HEARTBEAT_MS, connectTimeoutMS: CONNECT_TIMEOUT_MS }),
    ...options,
  });
  const db = client.db(databaseName(uri));
  return {
    client,
    db,
    orders: db.collection("orders"),
    deletedOrders: db.collection("deleted_orders"),
    counters: db.collection("counters"),
    idempotencyKeys: db.collection("idempotency_keys"),
    mails: db.collection("mails"),
    orderLog: db.collection("order_log"),
    watchers: db.collection("watchers"),
    jobs: db.collection("jobs"),
    jobChunks: db.collection("job_chunks"),
    views: db.collection("views"),
  };
}

/** Nothing waits longer than these for an answer that never comes. */
const BOUNDED: MongoClientOptions = {
  serverSelectionTimeoutMS: SELECTION_TIMEOUT_MS,
  waitQueueTimeoutMS: SELECTION_TIMEOUT_MS,
  socketTimeoutMS: SOCKET_TIMEOUT_MS,
  writeConcern: { w: "majority", journal: true, wtimeoutMS: MAJORITY_TIMEOUT_MS },
};

/** For requests: gives up soon when no primary answers. */
export const openForRequests = (uri: string) => open(uri, BOUNDED);

/** Jobs are told apart by it in the database's own log and list of connections. */
export const JOBS_APP_NAME = `${APP_NAME} jobs`;

/**
 * For jobs, one step of which follows another: one answer that never came would end them all. Beside the pools of requests and
 * watchers, so that neither waits for the other.
 */
export const openForJobs = (uri: string) =>
  open(uri, { ...BOUNDED, appName: JOBS_APP_NAME, maxPoolSize: 10 });

/** For a watcher: a pool of its own, so that a burst of requests cannot starve it, and no deadline on its stream. */
export const openForWatcher = (uri: string) =>
  open(uri, { ...unlessNamed(uri, { serverSelectionTimeoutMS: 10_000 }), maxPoolSize: 10 });
