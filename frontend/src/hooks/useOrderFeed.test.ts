// @vitest-environment jsdom
import { act } from "@testing-library/react";
import { expect, test } from "vitest";
import { givenDesk, slots, until } from "../../test/hookDesk";
import { idOf } from "../../test/modelShop";
import { useChangedAt } from "./useChangedAt";
import { useFeedStatus } from "./useFeedStatus";
import { useHealth } from "./useHealth";
import { useOrderCounts } from "./useOrderCounts";
import { useSettings } from "./useSettings";

const opened = givenDesk();

test("when anyone creates orders, then the page hears of them once, and the counts and the glow follow", async () => {
  const desk = opened();
  desk.fill(1);
  const { now } = desk.render(
    () => ({ counts: useOrderCounts(), feed: useFeedStatus(), changedAt: useChangedAt(idOf(1)) }),
    {},
  );
  await until(() => expect(now().feed.status).toEqual({ kind: "live", lagMs: 0 }));
  await until(() => expect(now().counts).toMatchObject({ pending: 1 }));
  expect(now().feed.lastChangeAt).toBeUndefined();
  desk.happen(() => desk.server.shop.create(1));
  await until(() => expect(desk.onCreated).toHaveBeenCalledTimes(1));
  expect(slots(desk.onCreated.mock.calls[0]?.[0] ?? [])).toEqual([1]);
  expect(now().changedAt).toBe(now().feed.lastChangeAt);
  desk.server.cutConnections();
  await until(() => expect(now().feed.status.kind).toBe("reconnecting"));
  act(() => now().feed.tryNow());
  await until(() => expect(now().feed.status.kind).toBe("live"));
  expect(desk.onCreated).toHaveBeenCalledTimes(1);
});

test("when the server's health is asked for, then it is known while it answers, and unknown when not", async () => {
  const desk = opened();
  const health = {
    status: "ready",
    database: "up",
    feed: { state: "live", lag_ms: 3, ring_begins_at: null },
    worker: { role: "leader", lag_ms: 5, history_lost_at: null },
    mail: { mode: "captured", waiting: 0, failed: 0, unknown: 0 },
  };
  desk.server.intercept = ({ url }) =>
    url.pathname === "/health/ready" ? { status: 200, body: health } : undefined;
  const { now, rerender } = desk.render<ReturnType<typeof useHealth>, boolean>(useHealth, false);
  expect(now()).toBeUndefined();
  rerender(true);
  await until(() => expect(now()).toEqual(health));
  desk.server.intercept = () => "cut";
  await until(() => expect(now()).toBeUndefined());
});

test("when a component asks for the settings, then they are the shop's", () => {
  const desk = opened();
  const { now } = desk.render(useSettings, {});
  expect(now()).toMatchObject({ shopName: "Casa Verde", currency: "EUR" });
});
