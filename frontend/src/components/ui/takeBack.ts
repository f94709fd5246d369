// Taking back what was done here, and saying how that went.
import { formlessMessageOf, isWorthRepeating } from "../../lib/apiError";
import { notify, notifyUndoable } from "./notify";

export type TakingBack = {
  /** Of its messages. */
  readonly id: string;
  /** What was changed. */
  readonly subject: string;
  /** Until when it may be asked for again, in milliseconds since 1970. */
  readonly until: () => number;
  /** May be called again when its answer was lost. The title of what is to be said; undefined: others say it. */
  readonly run: () => Promise<string | undefined>;
  /** Title of a failure. */
  readonly failure: string;
  readonly whyNot?: (problem: unknown) => string;
};

/** Long enough to press "Try again". */
const PROBLEM_MS = 10_000;
const TOO_LATE = "The server did not answer, and the time for it is over.";

/** Where only the answer is missing it is offered once more, while there is time: to the eye, to Ctrl/⌘-Z, and in its row. */
export async function takeBack(what: TakingBack, attempt = 1): Promise<void> {
  const { subject, failure: title, whyNot = formlessMessageOf } = what;
  // Another notice than the one being pressed, which is on its way out.
  const id = `${what.id}-${attempt}`;
  try {
    const done = await what.run();
    if (done !== undefined) notify({ id, title: done });
  } catch (problem) {
    const until = isWorthRepeating(problem) ? what.until() : undefined;
    const isLate = until !== undefined && until <= Date.now();
    const detail = isLate ? TOO_LATE : whyNot(problem);
    const run = () => void takeBack(what, attempt + 1);
    notifyUndoable(
      { id, tone: "problem", title, detail, durationMs: PROBLEM_MS },
      { subject, until: until ?? 0, run, label: "Try again" },
    );
  }
}
