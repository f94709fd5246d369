// A client that does not read must not fill this process's memory: it is cut off, and comes back to fetch what it missed.

/** What waits for one client, in characters; events are about 500 long. */
const BUFFER_MAX = 1_000_000;
const LOOK_EVERY_MS = 1_000;

/** As much of a connection as is needed here. */
export type Connection = {
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  readonly close: (discard?: boolean) => unknown;
};

const waiting = ({ writeBuffer }: Connection) =>
  writeBuffer.reduce((sum, { data }) => sum + (typeof data === "string" ? data.length : 0), 0);

/** Returns a stop. */
export function cutSlowSockets(
  connections: () => Iterable<Connection>,
  onCut: () => void,
  { bufferMax = BUFFER_MAX, lookEveryMs = LOOK_EVERY_MS } = {},
): () => void {
  const timer = setInterval(() => {
    for (const connection of connections()) {
      if (waiting(connection) <= bufferMax) continue;
      onCut();
      connection.close(true);
    }
  }, lookEveryMs);
  return () => clearInterval(timer);
}
