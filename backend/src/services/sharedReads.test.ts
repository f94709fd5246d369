import { describe, expect, it } from "vitest";
import { sharedReads } from "./sharedReads.js";

function slowRead() {
  const waiting: { value: number; resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  let begun = 0;
  const read = async () =>
    await new Promise<number>((resolve, reject) => void waiting.push({ value: ++begun, resolve, reject }));
  const settle = async () => {
    const one = waiting.shift();
    one?.resolve(one.value);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { read, settle, waiting, begun: () => begun };
}

describe("sharedReads", () => {
  it("when many ask at once, then the first has its own read and all others share the one after it", async () => {
    const { read, settle, begun } = slowRead();
    const share = sharedReads<number>();
    const asked = Array.from({ length: 100 }, async () => await share("key", read));
    await settle();
    const late = share("key", read);
    await settle();
    await settle();
    expect(await Promise.all(asked)).toEqual([1, ...Array.from({ length: 99 }, () => 2)]);
    expect(await late, "asked while the second was under way").toBe(3);
    expect(begun()).toBe(3);
  });

  it("when nothing is under way, then each has its own", async () => {
    const { read, settle } = slowRead();
    const share = sharedReads<number>();
    const first = share("key", read);
    await settle();
    const second = share("key", read);
    await settle();
    expect([await first, await second]).toEqual([1, 2]);
  });

  it("when the keys differ, then nothing is shared", async () => {
    const { read, settle } = slowRead();
    const share = sharedReads<number>();
    const both = [share("a", read), share("b", read)];
    await settle();
    await settle();
    expect(await Promise.all(both)).toEqual([1, 2]);
  });

  it("when a read fails, then only those who shared it hear of it", async () => {
    const { read, settle, waiting } = slowRead();
    const share = sharedReads<number>();
    const first = share("key", read);
    const second = share("key", read);
    waiting.shift()?.reject(new Error("away"));
    await expect(first).rejects.toThrow("away");
    await settle();
    expect(await second).toBe(2);
  });
});
