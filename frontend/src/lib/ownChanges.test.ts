import type { Order } from "@order-desk/contract";
import { expect, test } from "vitest";
import { orderOf } from "../../test/modelShop";
import { OwnChanges } from "./ownChanges";

test("when a change is under way, then one can wait until it is known as one's own, also beside one that fails", async () => {
  const own = new OwnChanges();
  let answer: (order: Order) => void = () => undefined;
  const changed = own.during(new Promise<Order>((resolve) => (answer = resolve)));
  const failed = own.during(Promise.reject<Order>(new Error("refused")));
  await expect(failed).rejects.toThrow("refused");
  expect(own.has(orderOf(1))).toBe(false);
  const settled = own.settled();
  answer(orderOf(1));
  await settled;
  expect(own.has(orderOf(1))).toBe(true);
  expect(own.has(orderOf(1, { version: 2 }))).toBe(false);
  expect(await changed).toEqual(orderOf(1));
});
