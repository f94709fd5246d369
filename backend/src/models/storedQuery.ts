// Queries as they are kept: of views and of jobs.
import type { OrderFilter } from "@order-desk/contract";

/** Without the parameters that were given without a text: stored as it is, undefined would be null. */
export const toStoredQuery = <Query extends OrderFilter>(query: Query): Query =>
  Object.fromEntries(Object.entries<unknown>(query).filter(([, value]) => value !== undefined)) as Query;
