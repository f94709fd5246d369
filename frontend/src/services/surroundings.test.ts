// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
import { silenceLimit, watchSurroundings } from "./surroundings";

let stop = () => undefined as unknown;
afterEach(() => stop());

function watched(isWaiting: boolean) {
  const reopen = vi.fn();
  stop = watchSurroundings({ isWaiting: () => isWaiting, reopen });
  return reopen;
}
const pageShown = (persisted: boolean) =>
  window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));

test.each(["online", "offline"])("when the browser says %s, then it is tried at once", (name) => {
  const reopen = watched(false);
  window.dispatchEvent(new Event(name));
  expect(reopen).toHaveBeenCalledTimes(1);
});

test("when the page is gone back to, then it connects anew; when it is shown for the first time, it does not", () => {
  const reopen = watched(false);
  pageShown(false);
  expect(reopen).not.toHaveBeenCalled();
  pageShown(true);
  expect(reopen).toHaveBeenCalledTimes(1);
});

test("when the tab is looked at again, then it does not wait any longer; a connection that is there stays", () => {
  const connected = watched(false);
  document.dispatchEvent(new Event("visibilitychange"));
  expect(connected).not.toHaveBeenCalled();
  stop();
  const waiting = watched(true);
  document.dispatchEvent(new Event("visibilitychange"));
  expect(waiting).toHaveBeenCalledTimes(1);
});

test("when the watch has ended, then nothing is heard", () => {
  const reopen = watched(true);
  stop();
  window.dispatchEvent(new Event("online"));
  expect(reopen).not.toHaveBeenCalled();
});

test("when the server pings as ours does, then silence is noticed within five seconds", () => {
  expect(silenceLimit({ pingInterval: 2_000, pingTimeout: 2_500 })).toBeLessThanOrEqual(5_000);
});
