// @vitest-environment jsdom
import { ALL_ORDERS } from "@order-desk/contract";
import { act } from "@testing-library/react";
import { expect, test } from "vitest";
import { givenDesk, slots, until } from "../../test/hookDesk";
import { idOf } from "../../test/modelShop";
import { problemReply } from "../../test/shopServer";
import type { ShopServer } from "../../test/shopServer";
import { IdempotencyKeys } from "../lib/idempotencyKeys";
import { useCreateOrder } from "./useCreateOrder";
import { useDeleteOrder } from "./useDeleteOrder";
import { useRestoreOrder } from "./useRestoreOrder";
import { useUpdateOrder } from "./useUpdateOrder";
import { useOrderList } from "./useOrderList";

const opened = givenDesk();
const keys = new IdempotencyKeys();

const useChanges = () => ({
  list: useOrderList({ query: ALL_ORDERS, hold: false }),
  create: useCreateOrder(keys),
  update: useUpdateOrder(),
  remove: useDeleteOrder(),
  restore: useRestoreOrder(),
});
const BODY = { customer_name: "Ada", customer_email: "ada@x.example", product_name: "Wire" };

test("when this tab changes orders, then its list shows the answers, without waiting for the feed", async () => {
  const desk = opened();
  desk.fill(1);
  const { now } = desk.render(useChanges, {});
  await until(() => expect(now().list.orders).toHaveLength(1));
  await act(async () => await now().create.mutateAsync(BODY));
  expect(slots(now().list.orders)).toEqual([1, 0]);
  await act(async () => await now().update.mutateAsync({ id: idOf(1), changes: { status: "shipped" } }));
  expect(now().list.orders[0]?.status).toBe("shipped");
  await act(async () => await now().remove.mutateAsync(idOf(1)));
  expect(slots(now().list.orders)).toEqual([0]);
  await act(async () => await now().restore.mutateAsync(idOf(1)));
  expect(slots(now().list.orders)).toEqual([1, 0]);
  desk.server.announce();
  await until(() => expect(now().list.orders).toEqual(desk.server.shop.read()));
});

test("when a change is refused because the order is another by now, then that one is shown", async () => {
  const desk = opened();
  desk.fill(1);
  const { now } = desk.render(useChanges, {});
  await until(() => expect(now().list.orders).toHaveLength(1));
  const current = desk.server.shop.update(0, "processing");
  desk.server.intercept = ({ ifMatch }) =>
    ifMatch === '"1"' ? problemReply(412, "version_mismatch", { current }) : undefined;
  const change = { id: idOf(0), changes: { quantity: 2 }, version: 1 };
  await act(
    async () => await expect(now().update.mutateAsync(change)).rejects.toMatchObject({ status: 412 }),
  );
  expect(now().list.orders[0]).toEqual(current);
});

test("when an answer got lost, then the retry has the same key, and the next order another", async () => {
  const desk = opened();
  const { now } = desk.render(useChanges, {});
  const sent: (string | undefined)[] = [];
  const lose: ShopServer["intercept"] = ({ method, key }) => {
    if (method !== "POST") return undefined;
    sent.push(key);
    return sent.length === 1 ? "cut" : undefined;
  };
  desk.server.intercept = lose;
  await act(async () => await expect(now().create.mutateAsync(BODY)).rejects.toThrow(/cannot be reached/));
  await act(async () => await now().create.mutateAsync({ ...BODY }));
  await act(async () => await now().create.mutateAsync(BODY));
  expect(sent).toHaveLength(3);
  expect(sent[0]).toBe(sent[1]);
  expect(sent[2]).not.toBe(sent[0]);
});
