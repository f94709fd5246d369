// What the checker says.
export type Oracle = "O1" | "O2" | "O3" | "O4" | "O5";
export type Violation = { readonly oracle: Oracle; readonly what: string };

export type Rules = {
  /** Mails may end so, beside `sent`. */
  readonly mailsMayEnd?: readonly string[];
  /** The log may know of some changes only what they led to. */
  readonly logMayReconcile?: boolean;
  /** Processes may hold this much more than at their start. */
  readonly spareFds?: number;
  readonly maxRssMb?: number;
  /** Lag must be gone this long after the last fault was healed. */
  readonly currentWithinMs?: number;
  /** A backend may log this many errors in a second. */
  readonly errorsInASecond?: number;
};
