// Long work of one request, cut into slices between which the others have their turn.
import { setTimeout } from "node:timers/promises";

/** Milliseconds: so long a request waits that comes meanwhile. */
const SLICE_MS = 3;

/** To be awaited between its steps: after each slice, others have the event loop and the database for as long. */
export function timeSlices(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    const worked = performance.now() - since;
    if (worked < SLICE_MS) return;
    await setTimeout(worked);
    since = performance.now();
  };
}
