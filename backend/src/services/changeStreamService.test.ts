import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { until } from "../../test/helpers/wait.js";
import { StreamInvalidatedError } from "../models/errors.js";
import type { OrderChange, OrderChanges, Tick } from "../models/orderChanges.js";
import { watchChanges, type Watcher, type WatchOptions } from "./changeStreamService.js";

const logger = pino({ level: "silent" });
const change = (cursor: string): OrderChange => ({
  cursor,
  kind: "deleted",
  id: "0".repeat(24),
  committedAt: new Date(0).toISOString(),
  clusterTime: BigInt(cursor),
});
const tick = (cursor: string): Tick => ({ cursor, change: change(cursor) });

/** A stream that says what the test puts in, from the cursor on that it is opened with. */
function scripted(ticks: Tick[]) {
  const opened: string[] = [];
  let failure: Error | undefined;
  const changes: OrderChanges = {
    now: async () => await Promise.resolve(3n),
    cursorAt: async () => await Promise.resolve("0"),
    async *read(cursor, signal) {
      opened.push(cursor);
      let next = ticks.findIndex((one) => one.cursor > cursor);
      while (!signal.aborted) {
        if (failure) {
          const thrown = failure;
          failure = undefined;
          throw thrown;
        }
        const one = next < 0 ? ticks.find((later) => later.cursor > cursor) : ticks[next];
        if (one) {
          next = ticks.indexOf(one) + 1;
          yield one;
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
function watch(changes: OrderChanges, options: Partial<WatchOptions>): Watcher {
  const watcher = watchChanges({
    changes,
    logger,
    start: async () => await Promise.resolve("0"),
    onChange: () => undefined,
    onHistoryLost: async () => await Promise.resolve("0"),
    ...options,
  });
  watchers.push(watcher);
  return watcher;
}

describe("watchChanges", () => {
  it("when the first handler is slow and the second quick, then they still come one after another", async () => {
    const { changes } = scripted([tick("1"), tick("2"), tick("3")]);
    const log: string[] = [];
    watch(changes, {
      async onChange({ cursor }) {
        log.push(`begin ${cursor}`);
        if (cursor === "1") await new Promise((resolve) => setTimeout(resolve, 60));
        log.push(`end ${cursor}`);
      },
    });
    await until("all handled", () => log.length === 6);
    expect(log).toEqual(["begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"]);
  });

  it("when a handler throws, then the same change comes again, and its position is told only after success", async () => {
    const { changes, opened } = scripted([tick("1"), tick("2"), tick("3")]);
    const seen: string[] = [];
    const positions: string[] = [];
    watch(changes, {
      async onChange({ cursor }) {
        seen.push(cursor);
        if (cursor === "2" && seen.filter((one) => one === "2").length < 3) throw new Error("not now");
        await Promise.resolve();
      },
      async onPosition(cursor) {
        positions.push(cursor);
        await Promise.resolve();
      },
    });
    await until("all positions", () => positions.length === 3);
    expect(seen).toEqual(["1", "2", "2", "2", "3"]);
    expect(positions).toEqual(["1", "2", "3"]);
    expect(opened).toEqual(["0", "1", "1"]);
  });

  it("when it has not caught up with what was there at its start, then it is not ready and knows no lag", async () => {
    const ticks = [tick("1")];
    const { changes } = scripted(ticks);
    const watcher = watch(changes, {});
    await until("the first", () => watcher.cursor() === "1");
    expect(watcher.lagMs()).toBeNull();
    ticks.push(tick("3"));
    await watcher.ready;
    expect(watcher.lagMs()).toBeGreaterThanOrEqual(0);
  });

  it("when the stream fails, then it is opened again behind the last change", async () => {
    const ticks = [tick("1"), tick("2")];
    const { changes, opened, fail } = scripted(ticks);
    const seen: string[] = [];
    const watcher = watch(changes, { onChange: ({ cursor }) => void seen.push(cursor) });
    await until("two", () => watcher.cursor() === "2");
    fail(new Error("cut"));
    ticks.push(tick("3"));
    await until("three", () => watcher.cursor() === "3");
    expect(seen).toEqual(["1", "2", "3"]);
    expect(opened).toEqual(["0", "2"]);
  });

  it("when the collection is dropped, then whoever asks is told where the next one begins, again until that works", async () => {
    const ticks = [tick("1")];
    const { changes, opened, fail } = scripted(ticks);
    const asked: (string | undefined)[] = [];
    const watcher = watch(changes, {
      async onHistoryLost(next) {
        asked.push(next);
        if (asked.length === 1) throw new Error("not yet");
        return await Promise.resolve("5");
      },
    });
    await until("one", () => watcher.cursor() === "1");
    fail(new StreamInvalidatedError("4"));
    ticks.push(tick("6"));
    await until("six", () => watcher.cursor() === "6");
    expect(asked).toEqual(["4", "4"]);
    expect(opened.at(-1)).toBe("5");
  });

  it("when its start fails, then it is asked again", async () => {
    const { changes } = scripted([tick("3")]);
    let starts = 0;
    const watcher = watch(changes, {
      start: async () => await (++starts < 3 ? Promise.reject(new Error("away")) : Promise.resolve("0")),
    });
    await watcher.ready;
    expect(starts).toBe(3);
  });
});
