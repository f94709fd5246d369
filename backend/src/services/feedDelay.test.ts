import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { feedDelay } from "./feedDelay.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("when the feed falls behind and recovers, then each step is told once, and a delay below that each second", () => {
  let lag: number | null = 400;
  const told: string[] = [];
  const delay = feedDelay({
    watcher: { lagMs: () => lag },
    logger: pino({ level: "silent" }),
    tell: (state) => told.push(`${state} ${lag}`),
  });
  const pass = (ms: number) => {
    vi.advanceTimersByTime(ms);
    return told.splice(0);
  };
  expect(pass(5_000)).toEqual([]);
  lag = 1_200;
  expect(pass(2_250)).toEqual(["live 1200", "live 1200", "live 1200"]);
  lag = 4_600;
  expect(pass(3_000)).toEqual(["stale 4600"]);
  expect(delay.isStale()).toBe(true);
  lag = 90;
  expect(pass(3_000)).toEqual(["live 90"]);
  // As after a process stood still: asked before the timer has looked.
  lag = 11_000;
  expect(delay.isStale()).toBe(true);
  lag = 80;
  expect(pass(3_000)).toEqual(["live 80"]);
  expect(delay.isStale()).toBe(false);
  delay.stop();
});
