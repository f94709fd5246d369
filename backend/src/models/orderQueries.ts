// Orders as a query sees them: by what `toOrder` reads, whatever an outside writer has stored.
import { ORDER_STATUSES, type OrderStatus } from "@order-desk/contract";
import { ObjectId } from "mongodb";

/** The state that a change was worked out from; the change applies only while it still holds. */
export type Expected = { readonly version: number; readonly status: OrderStatus };

/** The version as `toOrder` reads it: what is no whole number from 0 on counts as 0. */
export const VERSION = {
  $cond: [
    { $isNumber: "$version" },
    {
      $cond: [
        {
          $and: [
            { $gte: ["$version", 0] },
            { $lte: ["$version", Number.MAX_SAFE_INTEGER] },
            { $eq: ["$version", { $trunc: "$version" }] },
          ],
        },
        "$version",
        0,
      ],
    },
    0,
  ],
};
/** A status as `toOrder` reads it. */
const readStatus = (path: string) => ({ $cond: [{ $in: [path, ORDER_STATUSES] }, path, "pending"] });

/** Counts documents by status: first as stored, which is quick, then the few groups as they are read. */
export const BY_STATUS = [
  { $group: { _id: "$status", n: { $sum: 1 } } },
  { $group: { _id: readStatus("$_id"), n: { $sum: "$n" } } },
];

// By what is read, not by what is stored: what an outside writer mistyped would never match.
export const stillAs = (id: string, { version, status }: Expected) => ({
  _id: new ObjectId(id),
  $expr: { $and: [{ $eq: [VERSION, version] }, { $eq: [readStatus("$status"), status] }] },
});

// null also matches a field that an outside writer left out, which is read as "pending".
export const withStatus = (statuses: readonly OrderStatus[] | undefined) =>
  statuses && {
    status: { $in: statuses.includes("pending") ? [...statuses, null as never] : [...statuses] },
  };
