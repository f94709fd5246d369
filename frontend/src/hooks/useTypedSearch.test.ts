// @vitest-environment jsdom
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useTypedSearch } from "./useTypedSearch";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A search whose address follows when it is told to. */
function searching() {
  const wanted: string[] = [];
  const search = (q: string) => void wanted.push(q.trim());
  const { result, rerender } = renderHook(useTypedSearch, { initialProps: { q: "", search, pauseMs: 250 } });
  return {
    wanted,
    typed: () => result.current.typed,
    type: (text: string) => act(() => result.current.type(text)),
    pause: () => {
      act(() => void vi.advanceTimersByTime(300));
    },
    addressSays: (q: string) => rerender({ q, search, pauseMs: 250 }),
  };
}

test("when the address comes after more was typed, then no letter is lost, and the rest is put into it", () => {
  const field = searching();
  field.type("ada");
  field.pause();
  field.type("ada@");
  field.addressSays("ada");
  expect(field.typed()).toBe("ada@");
  field.pause();
  field.type("ada@ex");
  field.pause();
  field.addressSays("ada@");
  expect(field.typed()).toBe("ada@ex");
  field.addressSays("ada@ex");
  expect([field.typed(), field.wanted]).toEqual(["ada@ex", ["ada", "ada@", "ada@ex"]]);
});

test("when the address changes by itself, then the field follows", () => {
  const field = searching();
  field.type("ada");
  field.pause();
  field.addressSays("ada");
  field.addressSays("");
  expect(field.typed()).toBe("");
  field.addressSays("bob");
  field.pause();
  expect([field.typed(), field.wanted]).toEqual(["bob", ["ada"]]);
});

test("when the field is emptied, then that is said at once", () => {
  const field = searching();
  field.type("ada");
  field.pause();
  field.addressSays("ada");
  field.type("");
  expect(field.wanted).toEqual(["ada", ""]);
});

test("when the same is put into the address twice before it follows, then Back to it later is still news", () => {
  const field = searching();
  field.type("ada");
  field.pause();
  field.type("adax");
  field.type("ada");
  field.pause();
  field.addressSays("ada");
  field.addressSays("");
  field.addressSays("ada");
  expect(field.typed()).toBe("ada");
});

test("when letters come one by one, then each is searched at once; when they come fast, then what they make together", () => {
  const field = searching();
  field.type("a");
  expect(field.wanted).toEqual(["a"]);
  field.pause();
  field.type("ad");
  expect(field.wanted).toEqual(["a", "ad"]);
  field.type("ada");
  field.type("ada ");
  field.type("ada l");
  expect(field.wanted).toEqual(["a", "ad"]);
  field.pause();
  expect(field.wanted).toEqual(["a", "ad", "ada l"]);
});
