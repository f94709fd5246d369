// How many orders there are in lists, as sockets ask for it and are told.
import * as z from "zod/mini";
import { EXACT_COUNT_MAX } from "./listQuery.js";
import { ORDER_STATUSES } from "./orderStatus.js";

/** Each number is exact to 10,000; more than that is 10,001. */
export const LIST_COUNT_MAX = EXACT_COUNT_MAX + 1;

export const listCount = z.object({
  total: z.int(),
  /** For each status that the query asks for, where that was asked; empty for a list of more than 10,000. */
  by_status: z.partialRecord(z.enum(ORDER_STATUSES), z.int()),
  /** Those that the age rule marks; null without one. */
  aged: z.nullable(z.int()),
});
export type ListCount = z.infer<typeof listCount>;
/** By key. */
export const listCounts = z.record(z.string(), listCount);
export type ListCounts = z.infer<typeof listCounts>;
