import { expect, test, vi } from "vitest";
import { canUndo, notifyUndoable, onUndoChange, undoLast } from "./notify";

const givenUndo = (id: string, until = Date.now() + 60_000) => {
  const run = vi.fn<() => void>();
  notifyUndoable({ id, title: id }, { subject: id, until, run });
  return run;
};

test("when the same change is told twice, then it is offered once, and the next undo reaches the one before", () => {
  const earlier = givenUndo("earlier");
  givenUndo("twice");
  const twice = givenUndo("twice");
  undoLast();
  undoLast();
  undoLast();
  expect(twice).toHaveBeenCalledTimes(1);
  expect(earlier).toHaveBeenCalledTimes(1);
});

test("when a change is told again after a later one, then the later one is still the last", () => {
  const first = givenUndo("first");
  const last = givenUndo("last");
  givenUndo("first");
  undoLast();
  expect(last).toHaveBeenCalledTimes(1);
  expect(first).not.toHaveBeenCalled();
  undoLast("first");
});

test("when there is no time, then nothing is offered", () => {
  const over = givenUndo("over", Date.now());
  undoLast("over");
  expect(over).not.toHaveBeenCalled();
});

test("when the time is over, then whoever shows the offer is told", () => {
  vi.useFakeTimers();
  try {
    givenUndo("ending", Date.now() + 10_000);
    const told = vi.fn(() => canUndo("ending"));
    const stop = onUndoChange(told);
    vi.advanceTimersByTime(9_999);
    expect(told).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(told).toHaveLastReturnedWith(false);
    stop();
  } finally {
    vi.useRealTimers();
  }
});
