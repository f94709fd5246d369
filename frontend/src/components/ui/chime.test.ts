// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";

let [notes, mayWake] = [0, true];
class SomeContext {
  state = "suspended";
  currentTime = 0;
  async resume() {
    if (mayWake) this.state = "running";
    await Promise.resolve();
  }
  createOscillator() {
    const node = { frequency: {}, connect: () => node, start: () => (notes += 1), stop: () => undefined };
    return node;
  }
  createGain() {
    const gain = { setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined };
    const node = { gain, connect: () => node };
    return node;
  }
}

/** As another tab has it. */
async function tabWithChime() {
  vi.resetModules();
  return (await import("./chime")).chime;
}

beforeEach(() => {
  [notes, mayWake] = [0, true];
  localStorage.clear();
  vi.stubGlobal("AudioContext", SomeContext);
});

test("when several tabs have something to tell at the same moment, then one of them sounds", async () => {
  const tabs = [await tabWithChime(), await tabWithChime(), await tabWithChime()];
  for (const chime of tabs) await chime();
  expect(notes).toBe(2);
});

test("when a tab may not sound, then it leaves it to one that may", async () => {
  const [first, second] = [await tabWithChime(), await tabWithChime()];
  mayWake = false;
  await first();
  expect(notes).toBe(0);
  mayWake = true;
  await second();
  expect(notes).toBe(2);
});
