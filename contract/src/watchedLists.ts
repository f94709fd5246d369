// Which lists a socket wants to have counted.
import * as z from "zod/mini";
import { orderQuery } from "./orderQuery.js";
import { ageRule } from "./views.js";

/** A socket may have so many lists counted at a time. */
export const WATCHED_LISTS_MAX = 50;

/** Which orders are to be counted, under a name of the asker's. */
export const watchedList = z.object({
  key: z.string().check(z.minLength(1), z.maxLength(100)),
  query: orderQuery,
  age: z.optional(z.nullable(ageRule)),
  /** Also how many there are in each status. */
  by_status: z.optional(z.boolean()),
});
export type WatchedList = z.output<typeof watchedList>;
export const watchedLists = z.array(watchedList).check(z.maxLength(WATCHED_LISTS_MAX));
