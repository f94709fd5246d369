// Ports for the processes of a test.
import { isPortFree } from "../../src/config/ports.js";

// Below the range that systems take for outgoing connections: a port stays ours while its process is stopped.
const LOWEST = 20_000;
const HIGHEST = 32_000;
const given = new Set<number>();

/** A port that nothing listens on, and that this process has not been given before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (given.has(port) || !(await isPortFree(port))) continue;
    given.add(port);
    return port;
  }
}
