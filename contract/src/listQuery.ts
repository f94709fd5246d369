// The queries of lists that are read page by page.
import * as z from "zod/mini";

export const PAGE_SIZE = 50;
export const PAGE_SIZE_MAX = 200;
/** X-Total-Count is exact up to this number, then it reads `10000+`. */
export const EXACT_COUNT_MAX = 10_000;

const limit = z._default(
  z.pipe(
    z
      .string("limit must be given once")
      .check(z.regex(/^\d{1,9}$/, `limit must be a whole number from 1 to ${PAGE_SIZE_MAX}`)),
    z.pipe(
      z.transform(Number),
      z
        .number()
        .check(
          z.gte(1, "limit must be at least 1"),
          z.lte(PAGE_SIZE_MAX, `limit must be at most ${PAGE_SIZE_MAX}`),
        ),
    ),
  ),
  PAGE_SIZE,
);

const cursor = z.optional(
  z
    .string("cursor must be given once")
    .check(
      z.minLength(1, "cursor must not be empty"),
      z.maxLength(2048, "cursor is not one of ours: take it from the Link header"),
    ),
);

/** The query of a list that is read page by page. */
export const pageQuery = <Shape extends Readonly<Record<string, z.ZodMiniType>>>(shape: Shape) =>
  z.strictObject(
    { limit, cursor, ...shape },
    {
      error: (issue) =>
        issue.code === "unrecognized_keys" ? "This parameter is not known here" : "The query is malformed",
    },
  );
