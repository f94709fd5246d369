// Taking back what was done here, and saying how that went.
import { formlessMessageOf, isWorthRepeating } from "../../lib/apiError";
import { notify, notifyUndoable, withdrawNotice } from "./notify";

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

/** What takes longer says so. */
const SLOW_MS = 400;
/** As long as a request may take, and then some: the answer takes its place. */
const WAITING_MS = 20_000;
/** So long it is offered once more. */
const AGAIN_MS = 20_000;

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Where only the answer is missing nobody knows whether it was done, and it is offered once more: to the eye, to Ctrl/⌘-Z, and where
 * it was offered before.
 */
export async function takeBack(undo: TakingBack, attempt = 1): Promise<void> {
  const { subject, what, verb, whyNot = formlessMessageOf } = undo;
  // Another notice than the one being pressed, which is on its way out.
  const id = `${undo.id}-${attempt}`;
  const waiting = setTimeout(() => {
    const title = verb === "taken back" ? "Taking it back…" : "Bringing it back…";
    notify({ id, tone: "busy", title, durationMs: WAITING_MS });
  }, SLOW_MS);
  try {
    const title = await undo.run();
    if (title === undefined) withdrawNotice(id);
    else notify({ id, title });
  } catch (problem) {
    const detail = whyNot(problem);
    const unknown = `It is not known whether ${what} was ${verb}`;
    if (isWorthRepeating(problem))
      notifyUndoable(
        { id, tone: "problem", title: unknown, detail },
        {
          subject,
          until: Date.now() + AGAIN_MS,
          run: () => void takeBack(undo, attempt + 1),
          label: "Try again",
        },
      );
    else {
      // What is refused now may have been done before, when only the answer was lost.
      const title = attempt > 1 ? unknown : `${capitalised(what)} was not ${verb}`;
      notify({ id, tone: "problem", title, detail });
    }
  } finally {
    clearTimeout(waiting);
  }
}
