import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FrameQueue, MOVING_MAX_MS, PACE_MS } from "./frameQueue";

const FRAME_MS = 16;
let taken: (readonly number[])[];
let queue: FrameQueue<number>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => setTimeout(draw, FRAME_MS));
  vi.stubGlobal("cancelAnimationFrame", (frame: ReturnType<typeof setTimeout>) => clearTimeout(frame));
  taken = [];
  queue = new FrameQueue((items) => taken.push(items));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("when something comes after a while, then it is there at the next picture", () => {
  queue.push(1);
  expect(taken).toEqual([]);
  vi.advanceTimersByTime(FRAME_MS);
  expect(taken).toEqual([[1]]);
  vi.advanceTimersByTime(PACE_MS);
  queue.push(2);
  vi.advanceTimersByTime(FRAME_MS);
  expect(taken).toEqual([[1], [2]]);
});

test("when much comes, then it is handed over in order, all of it, at the pace", () => {
  const everyMs = 10;
  for (let n = 0; n < 100; n++) {
    queue.push(n);
    vi.advanceTimersByTime(everyMs);
  }
  vi.advanceTimersByTime(PACE_MS + FRAME_MS);
  expect(taken.flat()).toEqual(Array.from({ length: 100 }, (_, n) => n));
  expect(taken.length).toBeLessThanOrEqual(1 + (100 * everyMs) / PACE_MS);
  expect(taken.length).toBeGreaterThan(5);
});

test("when it is asked for at once, then it is there at once, and not a second time", () => {
  queue.push(1);
  queue.flush();
  queue.push(2);
  queue.flush();
  expect(taken).toEqual([[1], [2]]);
  vi.advanceTimersByTime(2 * PACE_MS);
  expect(taken).toEqual([[1], [2]]);
});

test("when the list is being scrolled, then what comes waits until it stands still, but a second at most", () => {
  const scrollFor = (ms: number) => {
    for (let past = 0; past < ms; past += 50) {
      queue.moving();
      vi.advanceTimersByTime(50);
    }
  };
  queue.moving();
  queue.push(1);
  scrollFor(500);
  expect(taken).toEqual([]);
  vi.advanceTimersByTime(200);
  expect(taken).toEqual([[1]]);
  queue.moving();
  queue.push(2);
  scrollFor(MOVING_MAX_MS + 100);
  expect(taken).toEqual([[1], [2]]);
});
