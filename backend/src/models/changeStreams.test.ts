import { EventEmitter } from "node:events";
import type { MongoClient } from "mongodb";
import { describe, expect, it } from "vitest";
import { closing } from "./changeStreams.js";

const topology = (primary?: string) => ({
  servers: new Map([
    ["a", { address: "a", type: primary === "a" ? "RSPrimary" : "RSSecondary" }],
    ["b", { address: "b", type: primary === "b" ? "RSPrimary" : "Unknown" }],
  ]),
});

/** A stream of which one item is read, and then nothing comes, nor an end. */
function hanging() {
  const events = new EventEmitter();
  let closed = 0;
  const stream = { close: () => Promise.resolve(void (closed += 1)) };
  async function* read() {
    yield await Promise.resolve("first");
    await new Promise(() => undefined);
  }
  const abort = new AbortController();
  const client = events as unknown as MongoClient;
  const items = closing({ client, stream }, abort.signal, read());
  const moves = (before?: string, after?: string) =>
    void events.emit("topologyDescriptionChanged", {
      previousDescription: topology(before),
      newDescription: topology(after),
    });
  return {
    items,
    abort,
    moves,
    listeners: () => events.listenerCount("topologyDescriptionChanged"),
    closed: () => closed,
  };
}

/** Whether the read under way ends. */
async function ends(next: Promise<IteratorResult<string>>): Promise<boolean> {
  const notYet = new Promise((resolve) => setImmediate(resolve, "not yet"));
  return (await Promise.race([next, notYet])) !== "not yet";
}

describe("a stream that hangs", () => {
  it("when another member becomes primary, then it ends at once and is closed", async () => {
    const { items, moves, listeners, closed } = hanging();
    expect(await items.next()).toEqual({ value: "first", done: false });
    const next = items.next();
    moves("a", undefined);
    expect(await ends(next)).toBe(false);
    moves(undefined, "b");
    expect(await next).toEqual({ value: undefined, done: true });
    expect(listeners()).toBe(0);
    expect(closed()).toBeGreaterThan(0);
  });

  it("when the same member comes back, or the first one is found, then it goes on", async () => {
    const { items, moves, abort } = hanging();
    await items.next();
    const next = items.next();
    moves(undefined, "a");
    moves("a", undefined);
    moves(undefined, "a");
    expect(await ends(next)).toBe(false);
    abort.abort();
    expect((await next).done).toBe(true);
  });
});
