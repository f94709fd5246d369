// @vitest-environment jsdom
import { ALL_ORDERS } from "@order-desk/contract";
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { givenDesk, slots, until } from "../../../test/hookDesk";
import { idOf } from "../../../test/modelShop";
import { useOrderList } from "../../hooks/useOrderList";
import { NOTHING_PICKED, pickAll, pickRows } from "../../lib/picked";
import { countLoaded } from "./totalIn";
import { useForgetPicked, usePickState } from "./usePicking";

const opened = givenDesk();

/** A list that stands still while one selects. */
function usePickedList() {
  const pickState = usePickState("");
  const [kept, pick] = pickState;
  const list = useOrderList({ query: { ...ALL_ORDERS, status: ["pending"] }, hold: kept !== undefined });
  useForgetPicked(pickState, list.has, list.state === "ready" && countLoaded(list) === 0);
  return { list, kept, pick };
}

test("when the last selected order leaves the list, then nobody selects any more, and the list moves again", async () => {
  const desk = opened();
  desk.fill(3);
  const { now } = desk.render(usePickedList, undefined);
  await until(() => expect(slots(now().list.orders)).toEqual([2, 1, 0]));
  act(() => now().pick(pickRows([{ _id: idOf(0) }, { _id: idOf(1) }])));
  desk.happen(() => desk.server.shop.create(3));
  await until(() => expect(now().list.waiting).toBe(1));
  desk.happen(() => desk.server.shop.update(0, "shipped"));
  await until(() => expect(now().list.has(idOf(0))).toBe(false));
  expect(now().kept).toBeDefined();
  desk.happen(() => desk.server.shop.update(1, "shipped"));
  await until(() => expect(slots(now().list.orders)).toEqual([3, 2]));
  expect(now().kept).toBeUndefined();
});

test("when somebody has begun to select with a finger, then the list stands still though nothing is selected yet", async () => {
  const desk = opened();
  desk.fill(1);
  const { now } = desk.render(usePickedList, undefined);
  await until(() => expect(slots(now().list.orders)).toEqual([0]));
  act(() => now().pick(NOTHING_PICKED));
  desk.happen(() => desk.server.shop.create(1));
  await until(() => expect(now().list.waiting).toBe(1));
});

test("when all that match are selected and the last of them leaves the list, then what comes later is not selected", async () => {
  const desk = opened();
  desk.fill(1);
  const { now } = desk.render(usePickedList, undefined);
  await until(() => expect(slots(now().list.orders)).toEqual([0]));
  act(() => now().pick(pickAll()));
  desk.happen(() => desk.server.shop.update(0, "shipped"));
  await until(() => expect(now().kept).toBeUndefined());
  desk.happen(() => desk.server.shop.create(1));
  await until(() => expect(slots(now().list.orders)).toEqual([1]));
  expect(now().kept).toBeUndefined();
});

test("when one goes to another list and comes back, then what was selected is not any more", () => {
  const { result, rerender } = renderHook(usePickState, { initialProps: "status=pending" });
  act(() => result.current[1](pickRows([{ _id: idOf(0) }])));
  expect(result.current[0]).toBeDefined();
  rerender("status=shipped");
  rerender("status=pending");
  expect(result.current[0]).toBeUndefined();
});
