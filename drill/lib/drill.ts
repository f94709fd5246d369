// What a drill is.
import type { Rules, Violation } from "../check/violations.js";
import type { HistoryRecord } from "./history.js";
import type { SetOptions } from "./replicaSet.js";
import type { Stack, StackOptions } from "./stack.js";

/** `short`: the fault in a few seconds, for every test run. */
export type Form = "short" | "long";

export type Drill = {
  readonly name: string;
  readonly about: string;
  /** It takes so long that it runs only when it is named. */
  readonly isLong?: true;
  /** Another replica set than the usual; it serves this drill only. */
  readonly set?: Partial<SetOptions>;
  readonly stack?: StackOptions;
  readonly rules?: Rules;
  /** Requests a second; 0: the drill makes its own. */
  readonly load?: number;
  /** To so many customers the mails go. */
  readonly recipients?: number;
  /** From so many orders on none is created. */
  readonly mostOrders?: number;
  /** How long mails and tabs may need after the fault. */
  readonly quietWithinMs?: number;
  /** What cannot be done here, said instead of a run; undefined: it can. */
  readonly missing?: () => Promise<string | undefined>;
  /** Breaks something and mends it, under load. */
  readonly run: (stack: Stack, form: Form) => Promise<void>;
  /** After all is calm: what else must be so. */
  readonly verify?: (stack: Stack, records: readonly HistoryRecord[]) => Promise<Violation[]> | Violation[];
};
