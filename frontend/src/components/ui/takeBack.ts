// Taking back what was done here.
export type TakingBack = {
  /** Of its messages. */
  readonly id: string;
  /** What was changed: for whoever shows that it can be taken back. */
  readonly subject: string;
  /** As in "the change of order 12 was not taken back". */
  readonly what: string;
  readonly verb: "taken back" | "brought back";
  /**
   * May be called again when its answer was lost: the server knows what is done, and when it is too late. The title of what is to be
   * said; undefined: others say it.
   */
  readonly run: () => Promise<string | undefined>;
  readonly whyNot?: (problem: unknown) => string;
};

/** Says how that goes; whoever sees what can be taken back has the code for it. */
export function takeBack(undo: TakingBack): void {
  void import("./Toaster").then(({ takingBack }) => takingBack(undo));
}
