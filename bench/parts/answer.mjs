// How a measured process talks to the bench: says that it is ready, answers one question after another, and ends when
// the bench is gone.

/** @param handle takes a question and returns (a promise of) its answer. */
export function answer(handle, about = {}) {
  process.on("message", async (question) => {
    // The probe's business.
    if (question.probe) return;
    try {
      process.send({ type: "answer", answer: (await handle(question)) ?? null });
    } catch (error) {
      process.send({ type: "answer", error: String(error?.stack ?? error) });
    }
  });
  process.on("disconnect", () => process.exit(0));
  process.on("SIGTERM", () => process.exit(0));
  process.send({ type: "ready", ...about });
}
