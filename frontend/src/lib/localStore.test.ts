// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LocalStore } from "./localStore";

const KEY = "some-key";
const numbers = (stored: unknown) => (Array.isArray(stored) ? stored.map(Number) : []);
const given = () => new LocalStore<readonly number[]>(KEY, numbers);

beforeEach(() => localStorage.clear());
afterEach(() => vi.restoreAllMocks());

test("when a value is set, then listeners hear, the same value is read until then, and the next page finds it", () => {
  const store = given();
  const heard = vi.fn();
  const stop = store.subscribe(heard);
  expect(store.get()).toBe(store.get());
  store.set([1, 2]);
  expect(heard).toHaveBeenCalledTimes(1);
  expect(given().get()).toEqual([1, 2]);
  stop();
  store.set([3]);
  expect(heard).toHaveBeenCalledTimes(1);
});

test("when another tab writes, then it is read again; another key changes nothing", () => {
  const store = given();
  const heard = vi.fn();
  store.subscribe(heard);
  expect(store.get()).toEqual([]);
  localStorage.setItem(KEY, "[7]");
  window.dispatchEvent(new StorageEvent("storage", { key: "other" }));
  expect(store.get()).toEqual([]);
  window.dispatchEvent(new StorageEvent("storage", { key: KEY }));
  expect(store.get()).toEqual([7]);
  localStorage.clear();
  window.dispatchEvent(new StorageEvent("storage", { key: null }));
  expect(store.get()).toEqual([]);
  expect(heard).toHaveBeenCalledTimes(2);
});

test("when what is kept makes no sense, or nothing can be kept, then it still works for this page", () => {
  localStorage.setItem(KEY, "{nonsense");
  const store = given();
  expect(store.get()).toEqual([]);
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new Error("full");
  });
  store.set([1]);
  expect(store.get()).toEqual([1]);
});
