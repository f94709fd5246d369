// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { beginTypedAhead, isTypedAhead, takeTypedAhead } from "./typedAhead";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  takeTypedAhead();
  vi.useRealTimers();
});

/** Whether somebody else may do something with the key. */
const press = (key: string, held: KeyboardEventInit = {}) =>
  window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held }));

test("when letters are typed before the field is there, then it gets them, and nobody else", () => {
  beginTypedAhead();
  expect(["i", "x", "Backspace", "m", "😀"].map((key) => press(key))).toEqual(Array(5).fill(false));
  expect([press("Enter"), press("a", { ctrlKey: true })]).toEqual([true, true]);
  expect([isTypedAhead(), takeTypedAhead(), isTypedAhead()]).toEqual([true, "im😀", false]);
  expect([press("p"), takeTypedAhead()]).toEqual([true, ""]);
});

test("when nothing opens, then the keys are free again after a second, and what was typed is kept for it", () => {
  beginTypedAhead();
  press("i");
  vi.advanceTimersByTime(1_000);
  expect([isTypedAhead(), press("m"), takeTypedAhead()]).toEqual([false, true, "i"]);
});

test("when it begins anew, then what was typed before is forgotten", () => {
  beginTypedAhead();
  press("i");
  beginTypedAhead();
  press("m");
  expect(takeTypedAhead()).toBe("m");
});
