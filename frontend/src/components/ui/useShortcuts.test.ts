// @vitest-environment jsdom
import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { useShortcuts } from "./useShortcuts";

const press = (key: string, held: KeyboardEventInit = {}) =>
  window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held }));

test("when Ctrl or ⌘ is held, then the key does it, also with Caps Lock; with Shift it means something else", () => {
  const [undo, palette, ask] = [vi.fn(), vi.fn(), vi.fn()];
  renderHook(() => useShortcuts({ "mod+z": undo, "mod+k": palette, "?": ask }));
  press("Z", { ctrlKey: true, shiftKey: true });
  press("k", { metaKey: true, shiftKey: true });
  expect([undo, palette].map((done) => done.mock.calls.length)).toEqual([0, 0]);
  press("Z", { ctrlKey: true });
  press("k", { metaKey: true });
  press("?", { shiftKey: true });
  expect([undo, palette, ask].map((done) => done.mock.calls.length)).toEqual([1, 1, 1]);
});

test("when Caps Lock is on, then a letter means the same, with Shift and without", () => {
  const [next, range] = [vi.fn(), vi.fn()];
  renderHook(() => useShortcuts({ j: next, J: range }));
  press("J");
  expect([next, range].map((done) => done.mock.calls.length)).toEqual([1, 0]);
  press("j", { shiftKey: true });
  expect([next, range].map((done) => done.mock.calls.length)).toEqual([1, 1]);
});

test("when a dialog is open, then the keys are its own; a note beside the list leaves them all but Escape", () => {
  const [next, close] = [vi.fn(), vi.fn()];
  renderHook(() => useShortcuts({ j: next, Escape: close }));
  const open = (attributes: string) => {
    document.body.innerHTML = `<div role="dialog" ${attributes}></div>`;
    press("j");
    press("Escape");
    return [next, close].map((done) => done.mock.calls.length);
  };
  expect(open("")).toEqual([0, 0]);
  expect(open("data-note")).toEqual([1, 0]);
  document.body.innerHTML = "";
  press("Escape");
  expect(close).toHaveBeenCalledOnce();
});
