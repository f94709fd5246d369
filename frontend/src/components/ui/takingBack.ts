// How something is taken back, and what is said of it; it comes with the toaster, see takeBack.
import { formlessMessageOf, isWorthRepeating } from "../../lib/apiError";
import { notify, notifyUndoable, withdrawNotice } from "./notify";
import type { TakingBack } from "./takeBack";

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
export async function takingBack(undo: TakingBack, attempt = 1): Promise<void> {
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
          run: () => void takingBack(undo, attempt + 1),
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
