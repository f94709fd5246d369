import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { idOf, orderOf } from "../../test/modelShop";
import { Lingering } from "./lingering";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("when an order is changed again and again, then it lingers from the last time on, with all that it was", () => {
  const lingering = new Lingering();
  const heard = vi.fn();
  lingering.subscribe(heard);
  const [pending, processing] = [orderOf(1), orderOf(1, { status: "processing" })];
  lingering.begin(pending);
  vi.advanceTimersByTime(3_000);
  lingering.begin(processing);
  vi.advanceTimersByTime(3_000);
  expect(lingering.orders().get(idOf(1))).toEqual([pending, processing]);
  vi.advanceTimersByTime(3_000);
  expect(lingering.orders().size).toBe(0);
  expect(heard).toHaveBeenCalledTimes(3);
});

test("when the change is taken back, then the order lingers no more, and others do", () => {
  const lingering = new Lingering();
  lingering.begin(orderOf(1));
  lingering.begin(orderOf(2));
  lingering.end(idOf(1));
  lingering.end(idOf(3));
  expect([...lingering.orders().keys()]).toEqual([idOf(2)]);
});
