// What a failure of the database means to the layers above, which know nothing of its driver.
import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from "mongodb";

// Codes of mongo/base/error_codes.yml.
const DUPLICATE_KEY = 11000;
const NOT_YET_INITIALIZED = 94;
// InvalidResumeToken, ChangeStreamFatalError, ChangeStreamHistoryLost, and an event beyond 16 MB (BSONObjectTooLarge).
const HISTORY_LOST = new Set([260, 280, 286, 10334]);
const TIME_EXCEEDED = new Set([50]); // MaxTimeMSExpired
const SNAPSHOT_GONE = new Set([239, 246]); // SnapshotTooOld, SnapshotUnavailable
const INDEX_NOT_FOUND = 27;
const UNAUTHORIZED = 13;
const DOCUMENT_VALIDATION_FAILURE = 121;
const NOT_SIGNED_IN = new Set([18, 8000]); // AuthenticationFailed, AtlasError
const UNAVAILABLE = new Set([
  ...[6, 7, 89, 9001], // HostUnreachable, HostNotFound, NetworkTimeout, SocketException
  ...[24, 50, 64, 262], // LockTimeout, MaxTimeMSExpired, WriteConcernTimeout, ExceededTimeLimit
  ...[91, 189, 11600, 11602], // ShutdownInProgress, PrimarySteppedDown, InterruptedAtShutdown, …DueToReplStateChange
  ...[10107, 13435, 13436], // NotWritablePrimary, NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary
  14031, // OutOfDiskSpace
]);

// Classes that are not exported, or not all by this version of the driver.
const UNAVAILABLE_NAMES = new Set([
  // Every connection is busy, which is what a database that hangs looks like.
  "MongoWaitQueueTimeoutError",
  // This process is closing its own end while the write is under way.
  ...["MongoClientClosedError", "MongoPoolClosedError", "MongoServerClosedError", "MongoExpiredSessionError"],
]);

/** The stream stood on a collection that was dropped or renamed; behind `cursor` it can go on with the next one. */
export class StreamInvalidatedError extends Error {
  override name = "StreamInvalidatedError";
  constructor(readonly cursor: string) {
    super("The collection was dropped or renamed");
  }
}

const hasCode = (error: unknown, codes: ReadonlySet<number>) =>
  error instanceof MongoServerError && typeof error.code === "number" && codes.has(error.code);

// A bulk write puts a wrapper of its own around what went wrong with the connection.
const unwrapped = (error: MongoError): MongoError => {
  const inner: unknown = error instanceof MongoBulkWriteError ? error.errorResponse : undefined;
  return inner instanceof MongoError ? inner : error;
};

/** The question took longer than it was given. */
export const isTimeExceeded = (error: unknown): boolean => hasCode(error, TIME_EXCEEDED);

/** The moment that was read at is no longer kept: the server does so for minSnapshotHistoryWindowInSeconds, 300 by default. */
export const isSnapshotGone = (error: unknown): boolean => hasCode(error, SNAPSHOT_GONE);

/** The database cannot be reached or cannot confirm: the write's outcome may be unknown, a later try may work. */
export function isDatabaseUnavailable(thrown: unknown): boolean {
  if (!(thrown instanceof MongoError)) return false;
  const error = unwrapped(thrown);
  return (
    error instanceof MongoNetworkError ||
    error instanceof MongoNotConnectedError ||
    error instanceof MongoOperationTimeoutError ||
    error instanceof MongoServerSelectionError ||
    error instanceof MongoTopologyClosedError ||
    error instanceof MongoWriteConcernError ||
    UNAVAILABLE_NAMES.has(error.name) ||
    error.hasErrorLabel("RetryableWriteError") ||
    error.hasErrorLabel("TransientTransactionError") ||
    hasCode(error, UNAVAILABLE) ||
    (error instanceof MongoBulkWriteError && error.result.getWriteConcernError() !== undefined)
  );
}

/** The database itself said no: nothing was written. Of any other failure of a write nobody knows. */
export const isRefused = (error: unknown) =>
  error instanceof MongoServerError && !isDatabaseUnavailable(error);

/** Anything that the database or its driver said. */
export const isDatabaseError = (error: unknown) => error instanceof MongoError;

/** An unordered insert of which every item that was not written was there already. */
export const isOnlyDuplicates = (error: unknown) =>
  error instanceof MongoBulkWriteError &&
  error.result.getWriteConcernError() === undefined &&
  [error.writeErrors].flat().length > 0 &&
  [error.writeErrors].flat().every(({ code }) => code === DUPLICATE_KEY);

export const isDuplicateKey = (error: unknown) => hasCode(error, new Set([DUPLICATE_KEY]));

/** The field of the unique index that the write hit; undefined when it hit none. */
export function duplicateField(error: unknown): string | undefined {
  if (!isDuplicateKey(error)) return undefined;
  const { keyPattern } = (error as MongoServerError).errorResponse as { keyPattern?: object };
  return Object.keys(keyPattern ?? {})[0];
}

/** The collection's validator refuses it. */
export const isInvalidDocument = (error: unknown) => hasCode(error, new Set([DOCUMENT_VALIDATION_FAILURE]));

/** The user of the URI is known, but may not do this. */
export const isUnauthorized = (error: unknown) => hasCode(error, new Set([UNAUTHORIZED]));

/** The user of the URI is not known, or the password is wrong. */
export const isNotSignedIn = (error: unknown) => hasCode(error, NOT_SIGNED_IN);

export const isIndexNotFound = (error: unknown) => hasCode(error, new Set([INDEX_NOT_FOUND]));

/** A member of a replica set that was never initiated. */
export const isNotInitialized = (error: unknown) => hasCode(error, new Set([NOT_YET_INITIALIZED]));

/** The stream cannot go on from its token: only a fresh look at the data helps. */
export const isHistoryLost = (error: unknown) =>
  error instanceof StreamInvalidatedError || hasCode(error, HISTORY_LOST);

/** What became of the items of an unordered insert that were not written, by position. */
export type InsertFailures = {
  /** They hit a unique index other than that of `_id`. */
  readonly duplicates: ReadonlySet<number>;
  readonly others: ReadonlyMap<number, Error>;
};

/** Rethrows when it is not about single items. */
export function insertFailures(error: unknown): InsertFailures {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError() !== undefined)
    throw error;
  const failures = [error.writeErrors].flat();
  if (failures.length === 0) throw error;
  const others = failures.filter(({ code }) => code !== DUPLICATE_KEY);
  // An _id is made for one document: one that is there already was written by an attempt whose answer was lost.
  const isWritten = ({ errmsg }: (typeof failures)[number]) => errmsg?.includes(" index: _id_ ") === true;
  return {
    duplicates: new Set(
      failures.filter((one) => !others.includes(one) && !isWritten(one)).map(({ index }) => index),
    ),
    others: new Map(
      others.map(({ index, code, errmsg }) => [index, new MongoServerError({ message: errmsg, code })]),
    ),
  };
}
