import { afterEach, describe, expect, it, vi } from "vitest";
import { cutSlowSockets, type Connection } from "./slowSockets.js";

afterEach(() => void vi.useRealTimers());

describe("cutSlowSockets", () => {
  it("when more waits for a client than the bound, then that one is cut, whatever waits for the others", () => {
    vi.useFakeTimers();
    const closed: string[] = [];
    const connection = (name: string, packets: unknown[]): Connection => ({
      writeBuffer: packets.map((data) => ({ data })),
      close: () => closed.push(name),
    });
    const all = [
      connection("quick", []),
      connection("busy", ["x".repeat(100)]),
      connection("slow", ["x".repeat(60), undefined, "y".repeat(41)]),
    ];
    let cuts = 0;
    const stop = cutSlowSockets(
      () => all,
      () => cuts++,
      { bufferMax: 100, lookEveryMs: 10 },
    );
    vi.advanceTimersByTime(10);
    expect([closed, cuts]).toEqual([["slow"], 1]);
    stop();
    vi.advanceTimersByTime(100);
    expect(cuts).toBe(1);
  });
});
