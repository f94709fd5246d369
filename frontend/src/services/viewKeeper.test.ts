// @vitest-environment jsdom
import { createViewBody, VIEWS_MAX, type NewView, type View } from "@order-desk/contract";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../lib/apiError";
import { ViewStore } from "../lib/viewStore";
import { Topics } from "./topics";
import { ViewKeeper } from "./viewKeeper";
import type { ViewsApi } from "./viewsApi";

const KEPT = "order-desk.views";
const named = (name: string): NewView => createViewBody.parse({ name, query: {} });
const sharedView = (slot: number, version = 1): View => ({
  ...named(`Shared ${slot}`),
  ...{ _id: slot.toString(16).padStart(24, "0"), version },
  ...{ created_at: "2026-11-22T10:00:00.000Z", updated_at: "2026-11-22T10:00:00.000Z" },
});
const unreachable = () => new ApiError({ code: "unreachable", status: 0, message: "away" });

let stop: () => void = () => undefined;
beforeEach(() => localStorage.clear());
afterEach(() => stop());

function given(views: View[] = []) {
  const store = new ViewStore();
  const api = {
    fetchAll: vi.fn(async () => await Promise.resolve([...views])),
    create: vi.fn<ViewsApi["create"]>(),
    update: vi.fn<ViewsApi["update"]>(),
    arrange: vi.fn<ViewsApi["arrange"]>(),
  };
  const topics = new Topics();
  topics.connected({
    on: () => undefined,
    emit: (_name: string, _topic: unknown, done?: (followed: boolean) => void) => done?.(true),
  });
  const keeper = new ViewKeeper({ api: api as unknown as ViewsApi, topics, store });
  stop = keeper.start();
  const names = () => store.known().mine.map(({ name }) => name);
  const idOfView = (name: string) => store.known().mine.find((view) => view.name === name)?._id ?? "";
  return { store, api, keeper, names, idOfView };
}

test("when a view of one's own is deleted and brought back, then those made meanwhile stay, and it is where it was", async () => {
  const { keeper, names, idOfView } = given();
  for (const name of ["A", "B", "C"]) await keeper.create(named(name), false);
  const bringBack = await keeper.remove(idOfView("B"));
  await keeper.create(named("D"), false);
  expect(names()).toEqual(["A", "C", "D"]);
  await bringBack();
  await bringBack();
  expect(names()).toEqual(["A", "B", "C", "D"]);
});

test("when there are as many as there may be, then one more is refused with a reason, and none goes", async () => {
  const { keeper, names } = given();
  for (let count = 0; count < VIEWS_MAX; count += 1) await keeper.create(named(`V${count}`), false);
  await expect(keeper.create(named("Too many"), false)).rejects.toThrow("delete one first");
  expect(names()).toHaveLength(VIEWS_MAX);
  expect(names()[0]).toBe("V0");
});

test("when another version has kept a view that is not understood, then it is not shown, and no change erases it", async () => {
  const later = { _id: "later", view: { name: "Of tomorrow", shape: "round" } };
  localStorage.setItem(KEPT, JSON.stringify([later]));
  const { keeper, names, idOfView } = given();
  await keeper.create(named("A"), false);
  await keeper.create(named("B"), false);
  await keeper.move(idOfView("B"), -1);
  await keeper.update(idOfView("A"), { name: "A2" }, undefined);
  await keeper.remove(idOfView("B"));
  expect(names()).toEqual(["A2"]);
  expect(JSON.parse(localStorage.getItem(KEPT) ?? "")).toContainEqual(later);
});

test("when a shared view is changed, then its version goes along, and a refusal is explained with the view as it is", async () => {
  const views = [sharedView(1)];
  const { keeper, api, store } = given(views);
  await vi.waitFor(() => expect(store.known().isComplete).toBe(true), { timeout: 4_000 });
  api.update.mockResolvedValueOnce(sharedView(1, 2));
  await keeper.update(views[0]!._id, { name: "New" }, 1);
  expect(api.update).toHaveBeenCalledWith(views[0]!._id, { name: "New" }, 1);
  views[0] = sharedView(1, 3);
  api.update.mockRejectedValueOnce(
    new ApiError({ code: "version_mismatch", status: 412, message: "The view is at version 3 by now." }),
  );
  await expect(keeper.update(views[0]._id, { name: "Newer" }, 2)).rejects.toThrow(
    "Somebody else has changed",
  );
  expect(store.find(views[0]._id)?.version).toBe(3);
});

test("when a shared view is made, then it is known before all of them are fetched again", async () => {
  const { keeper, api, store } = given([sharedView(1)]);
  await vi.waitFor(() => expect(store.known().isComplete).toBe(true));
  api.create.mockResolvedValueOnce(sharedView(2));
  api.fetchAll.mockImplementation(async () => await new Promise(() => undefined));
  void keeper.create(named("Shared 2"), true);
  await vi.waitFor(() => expect(store.find(sharedView(2)._id)?.name).toBe("Shared 2"));
  expect(store.known().shared).toHaveLength(2);
});

test("when the shared views cannot be read, then nobody waits for them, none counts as deleted, and it is tried again", async () => {
  const { api, store } = given([sharedView(1)]);
  api.fetchAll.mockRejectedValueOnce(unreachable());
  await vi.waitFor(() => expect(store.known().isReady).toBe(true), { timeout: 4_000 });
  expect(store.isGone(sharedView(1)._id)).toBe(false);
  await vi.waitFor(() => expect(store.find(sharedView(1)._id)).toBeDefined(), { timeout: 4_000 });
});

test("when it is moved beyond the end, then nothing is written; else all shared ones are sent in their sequence", async () => {
  const { keeper, api, store } = given([sharedView(1), sharedView(2)]);
  await vi.waitFor(() => expect(store.known().isComplete).toBe(true), { timeout: 4_000 });
  await keeper.move(sharedView(1)._id, -1);
  expect(api.arrange).not.toHaveBeenCalled();
  await keeper.move(sharedView(1)._id, 1);
  expect(api.arrange).toHaveBeenCalledWith([sharedView(2)._id, sharedView(1)._id]);
});

test("when a change of one's own made a version, then what was begun on the one before goes on from it; others' are refused", async () => {
  const { keeper, api } = given([sharedView(1)]);
  const { _id } = sharedView(1);
  api.update.mockImplementation(
    async (_view, _changes, version = 0) => await Promise.resolve(sharedView(1, version + 1)),
  );
  for (const changes of [{ name: "Renamed" }, { density: "compact" }, { name: "Again" }] as const)
    await keeper.update(_id, changes, 1);
  expect(api.update.mock.calls.map(([, , version]) => version)).toEqual([1, 2, 3]);
  await keeper.update(_id, { name: "Elsewhere" }, 7);
  expect(api.update).toHaveBeenLastCalledWith(_id, { name: "Elsewhere" }, 7);
});

test("when a newer read overtakes the one after a change, then the change has ended only when that has come", async () => {
  const { keeper, api, store } = given([sharedView(1)]);
  const { _id } = sharedView(1);
  await vi.waitFor(() => expect(store.known().isComplete).toBe(true));
  api.update.mockRejectedValue(new ApiError({ code: "version_mismatch", status: 412, message: "no" }));
  const reads: ((views: View[]) => void)[] = [];
  api.fetchAll.mockImplementation(async () => await new Promise<View[]>((answer) => reads.push(answer)));
  const known = async () => await keeper.update(_id, {}, 1).catch(() => store.find(_id)?.version);
  const first = known();
  await vi.waitFor(() => expect(reads).toHaveLength(1));
  const second = known();
  await vi.waitFor(() => expect(reads).toHaveLength(2));
  reads[0]?.([sharedView(1, 1)]);
  reads[1]?.([sharedView(1, 2)]);
  expect(await Promise.all([first, second])).toEqual([2, 2]);
});
