// Gathers work until the next picture is drawn.

/** A hidden page draws nothing, but must not fall behind for good. */
const WITHOUT_FRAMES_MS = 250;

/** Runs `work` once, at the next animation frame or after a quarter of a second. Returns a cancel. */
export function nextFrame(work: () => void): () => void {
  let frame: number | undefined;
  const cancel = () => {
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
  const run = () => {
    cancel();
    work();
  };
  const timer = setTimeout(run, WITHOUT_FRAMES_MS);
  if (typeof requestAnimationFrame === "function") frame = requestAnimationFrame(run);
  return cancel;
}
