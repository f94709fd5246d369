// Looks at the backends all along: what they say of themselves, and what they use.
import type { Backend } from "./backend.js";
import type { History } from "./history.js";
import { usageOf } from "./processes.js";

const EVERY_MS = 500;

async function look(backend: Backend, history: History): Promise<void> {
  const { name } = backend;
  if (!backend.process.isAlive()) return;
  const at = history.now();
  const [health, usage] = await Promise.all([backend.health(), usageOf(backend.process.pid)]);
  if (usage) history.add({ kind: "usage", at, name, ...usage });
  if (!health) return;
  const { status, feed, worker } = health;
  history.add({
    ...{ kind: "health", at, backend: name, ready: status === "ready" },
    ...{ feedLagMs: feed.lag_ms, workerLagMs: worker.lag_ms, role: worker.role },
    historyLostAt: worker.history_lost_at,
  });
}

/** Returns a stop. */
export function watchBackends(backends: readonly Backend[], history: History): () => void {
  const timer = setInterval(() => {
    for (const backend of backends) void look(backend, history);
  }, EVERY_MS);
  return () => clearInterval(timer);
}
