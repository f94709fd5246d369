// Long work of one request, cut into slices between which the others have their turn.
import { setTimeout } from "node:timers/promises";

/** Milliseconds: so long a request waits that comes meanwhile. */
const SLICE_MS = 3;
/** After a step that had to wait, for a database that was away perhaps. */
const REST_MAX_MS = 50;

/** To be awaited between its steps: after each slice, others have the event loop and the database for as long, at most 50 ms. */
export function timeSlices(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    const worked = performance.now() - since;
    if (worked < SLICE_MS) return;
    await setTimeout(Math.min(worked, REST_MAX_MS));
    since = performance.now();
  };
}
