// @vitest-environment jsdom
import { act } from "@testing-library/react";
import { expect, test } from "vitest";
import { givenDesk, until } from "../../test/hookDesk";
import { idOf } from "../../test/modelShop";
import { useOrder } from "./useOrder";

const opened = givenDesk();

test("when one order is open that no list holds, then it is loaded and followed until it is deleted", async () => {
  const desk = opened();
  desk.fill(2);
  const { now } = desk.render(useOrder, idOf(1));
  expect(now().state).toBe("loading");
  await until(() => expect(now()).toMatchObject({ state: "ready", order: { status: "pending" } }));
  desk.happen(() => desk.server.shop.update(1, "shipped"));
  await until(() => expect(now().order?.status).toBe("shipped"));
  desk.happen(() => desk.server.shop.delete(1));
  await until(() => expect(now()).toMatchObject({ state: "deleted", order: { _id: idOf(1) } }));
  desk.happen(() => desk.server.shop.restore(1));
  await until(() => expect(now().state).toBe("ready"));
});

test("when there is no such order, then it is missing; when the server fails, then that can be retried", async () => {
  const desk = opened();
  desk.fill(1);
  const { now, rerender } = desk.render(useOrder, idOf(9));
  await until(() => expect(now().state).toBe("missing"));
  desk.server.intercept = () => "cut";
  rerender(idOf(0));
  await until(() => expect(now().state).toBe("error"));
  desk.server.intercept = () => undefined;
  act(() => now().retry());
  await until(() => expect(now().state).toBe("ready"));
});

test("when an order could not be had during a cut, then it is asked for again once the connection is back", async () => {
  const desk = opened();
  desk.fill(1);
  desk.server.intercept = () => "cut";
  const { now } = desk.render(useOrder, idOf(0));
  await until(() => expect(now().state).toBe("error"));
  await until(() => expect(desk.server.io.sockets.sockets.size).toBe(1));
  desk.server.cutConnections();
  desk.server.intercept = () => undefined;
  await until(() => expect(now().state).toBe("ready"));
});
