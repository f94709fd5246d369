// Apart from lib/picked, which the first screen has: the limit comes with all that is said of jobs.
import { BULK_IDS_MAX } from "@order-desk/contract";
import type { Picked } from "./picked";

/**
 * Whether to offer all that match: there are more than are selected, or more are selected than can be named one by one.
 * @param known how many match; undefined where nobody counts them.
 */
export const canPickAll = ({ ids, isAll }: Picked, known: number | undefined): boolean =>
  !isAll && (known === undefined || known > ids.size || ids.size > BULK_IDS_MAX);
