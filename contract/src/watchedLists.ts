// Which lists a socket wants to have counted.
import * as z from "zod/mini";
import { orderQuery } from "./orderQuery.js";
import { ageRule, VIEWS_MAX } from "./views.js";

/** A socket may have so many lists counted at a time: all shared views, as many of one's own, and some beside. */
export const WATCHED_LISTS_MAX = 2 * VIEWS_MAX + 50;
/** And all of them in JSON may be so long: most are a hundred bytes or two. */
export const WATCHED_LISTS_BYTES_MAX = 120_000;

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
