import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { until } from "../../test/helpers/wait.js";
import { StreamInvalidatedError } from "../models/errors.js";
import type { Batch } from "../models/changeReader.js";
import type { OrderChange } from "../models/orderChange.js";
import { watchChanges, type Watcher, type WatchOptions } from "./changeStreamService.js";

const logger = pino({ level: "silent" });
/** A cursor of this cluster time. */
const at = (time: number) => `82${time.toString(16).padStart(16, "0").toUpperCase()}`;
const change = (cursor: string): OrderChange => ({
  cursor,
  kind: "deleted",
  id: "0".repeat(24),
  committedAt: new Date(0).toISOString(),
  by: undefined,
});
type Scripted = Omit<Batch, "askedAt"> & { readonly askedMsAgo?: number };
const batch = (time: number): Scripted => ({ cursor: at(time), changes: [change(at(time))] });

/** A stream that says what the test puts in, from the cursor on that it is opened with. */
function scripted(batches: Scripted[]) {
  const opened: string[] = [];
  let failure: Error | undefined;
  const changes: WatchOptions["changes"] = {
    now: async () => await Promise.resolve(3n),
    async *read(cursor, signal) {
      opened.push(cursor);
      let next = batches.findIndex((one) => one.cursor > cursor);
      while (!signal.aborted) {
        if (failure) {
          const thrown = failure;
          failure = undefined;
          throw thrown;
        }
        const one = next < 0 ? batches.find((later) => later.cursor > cursor) : batches[next];
        if (one) {
          next = batches.indexOf(one) + 1;
          const { askedMsAgo = 0, ...answer } = one;
          yield { ...answer, askedAt: performance.now() - askedMsAgo };
        } else await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
  return { changes, opened, fail: (error: Error) => (failure = error) };
}

const watchers: Watcher[] = [];
afterEach(async () => {
  for (const watcher of watchers.splice(0)) await watcher.stop();
});
function watch(changes: WatchOptions["changes"], options: Partial<WatchOptions>): Watcher {
  const watcher = watchChanges({
    changes,
    logger,
    start: async () => await Promise.resolve(at(0)),
    onChanges: () => undefined,
    onHistoryLost: async () => await Promise.resolve(at(0)),
    ...options,
  });
  watchers.push(watcher);
  return watcher;
}

describe("watchChanges", () => {
  it("when the first answer from far behind takes longer than a silence may, then it is waited for", async () => {
    const { changes } = scripted([batch(4)]);
    const far: WatchOptions["changes"] = {
      ...changes,
      async *read(cursor, signal) {
        await new Promise((resolve) => setTimeout(resolve, 150));
        yield* changes.read(cursor, signal);
      },
    };
    let reopened = 0;
    const watcher = watch(far, { silenceMs: 40, onReopened: () => (reopened += 1) });
    await watcher.ready;
    expect(watcher.cursor()).toBe(at(4));
    expect(reopened).toBeGreaterThan(0);
  });

  it("when the first handler is slow and the second quick, then they still come one after another", async () => {
    const { changes } = scripted([batch(1), batch(2), batch(3)]);
    const log: string[] = [];
    watch(changes, {
      async onChanges(changes) {
        const { cursor } = changes[0]!;
        log.push(`begin ${cursor}`);
        if (cursor === at(1)) await new Promise((resolve) => setTimeout(resolve, 60));
        log.push(`end ${cursor}`);
      },
    });
    await until("all handled", () => log.length === 6);
    expect(log).toEqual([1, 2, 3].flatMap((time) => [`begin ${at(time)}`, `end ${at(time)}`]));
  });

  it("when a handler throws, then the same change comes again, and its position is told only after success", async () => {
    const { changes, opened } = scripted([batch(1), batch(2), batch(3)]);
    const seen: string[] = [];
    const positions: string[] = [];
    watch(changes, {
      async onChanges(changes) {
        const { cursor } = changes[0]!;
        seen.push(cursor);
        if (cursor === at(2) && seen.filter((one) => one === at(2)).length < 3) throw new Error("not now");
        await Promise.resolve();
      },
      async onPosition(cursor) {
        positions.push(cursor);
        await Promise.resolve();
      },
    });
    await until("all positions", () => positions.length === 3);
    expect(seen).toEqual([1, 2, 2, 2, 3].map(at));
    expect(positions).toEqual([1, 2, 3].map(at));
    expect(opened).toEqual([0, 1, 1].map(at));
  });

  it("when it has not caught up with what was there at its start, then it is not ready and knows no lag", async () => {
    const batches = [batch(1)];
    const { changes } = scripted(batches);
    const watcher = watch(changes, {});
    await until("the first", () => watcher.cursor() === at(1));
    expect(watcher.lagMs()).toBeNull();
    batches.push(batch(3));
    await watcher.ready;
    expect(watcher.lagMs()).toBeGreaterThanOrEqual(0);
  });

  it("when an answer has lain in the socket of a process that stood still, then it tells of when it was asked", async () => {
    const batches: Scripted[] = [batch(4), { ...batch(5), askedMsAgo: 11_000 }];
    const { changes } = scripted(batches);
    const watcher = watch(changes, {});
    await until("both were handled", () => watcher.cursor() === at(5) && watcher.lagMs() !== null);
    expect(watcher.lagMs()).toBeGreaterThan(11_000);
    batches.push(batch(6));
    await until("a fresh answer", () => watcher.cursor() === at(6));
    await until("it is current", () => (watcher.lagMs() ?? Infinity) < 1_000);
  });

  it("when the stream fails, then it is opened again behind the last change", async () => {
    const batches = [batch(1), batch(2)];
    const { changes, opened, fail } = scripted(batches);
    const seen: string[] = [];
    const watcher = watch(changes, {
      onChanges: (changes) => void seen.push(...changes.map(({ cursor }) => cursor)),
    });
    await until("two", () => watcher.cursor() === at(2));
    fail(new Error("cut"));
    batches.push(batch(3));
    await until("three", () => watcher.cursor() === at(3));
    expect(seen).toEqual([1, 2, 3].map(at));
    expect(opened).toEqual([0, 2].map(at));
  });

  it("when the collection is dropped, then whoever asks is told where the next one begins, again until that works", async () => {
    const batches = [batch(1)];
    const { changes, opened, fail } = scripted(batches);
    const asked: (string | undefined)[] = [];
    const watcher = watch(changes, {
      async onHistoryLost(next) {
        asked.push(next);
        if (asked.length === 1) throw new Error("not yet");
        return await Promise.resolve(at(5));
      },
    });
    await until("one", () => watcher.cursor() === at(1));
    fail(new StreamInvalidatedError(at(4)));
    batches.push(batch(6));
    await until("six", () => watcher.cursor() === at(6));
    expect(asked).toEqual([at(4), at(4)]);
    expect(opened.at(-1)).toBe(at(5));
  });

  it("when its start fails, then it is asked again", async () => {
    const { changes } = scripted([batch(3)]);
    let starts = 0;
    const watcher = watch(changes, {
      start: async () => await (++starts < 3 ? Promise.reject(new Error("away")) : Promise.resolve(at(0))),
    });
    await watcher.ready;
    expect(starts).toBe(3);
  });
});
