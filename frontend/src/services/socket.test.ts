import type { FeedState, OrderEvent } from "@order-desk/contract";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ShopServer } from "../../test/shopServer";
import { startTunnel } from "../../test/tunnel";
import { connectFeed, type FeedConnection, type FeedLink } from "./socket";

type Heard = {
  events: [OrderEvent, boolean][];
  states: [FeedState["state"], boolean][];
  links: FeedLink[];
  malformed: number;
};

let server: ShopServer;
let feed: FeedConnection | undefined;
let heard: Heard;

function listen(url: string): FeedConnection {
  heard = { events: [], states: [], links: [], malformed: 0 };
  feed = connectFeed(url, {
    event: (event, isReplay) => heard.events.push([event, isReplay]),
    state: ({ state }, isAnswer) => heard.states.push([state, isAnswer]),
    counts: () => undefined,
    malformed: () => (heard.malformed += 1),
    link: (link) => heard.links.push(link),
  });
  return feed;
}

const names = () => heard.events.map(([event, isReplay]) => [event.meta.version, isReplay]);
const linkTypes = () => heard.links.map(({ type }) => type);
const until = async (check: () => void) => await vi.waitFor(check, { timeout: 8_000, interval: 10 });
const untilAnswered = async (times = 1) =>
  await until(() => expect(heard.states.filter(([, isAnswer]) => isAnswer)).toHaveLength(times));

beforeEach(async () => {
  server = new ShopServer();
  await server.listen();
});
afterEach(async () => {
  feed?.close();
  await server.close();
  vi.restoreAllMocks();
});

test("when it connects for the first time, then it asks for nothing missed and hears what happens", async () => {
  listen(server.url);
  await untilAnswered();
  server.shop.create(1);
  server.announce();
  await until(() => expect(names()).toEqual([[1, false]]));
  expect(server.greeted).toEqual([{}]);
  expect(linkTypes()).toEqual(["opening", "opened"]);
});

test("when the connection is cut, then it comes back with its position and gets what it missed, in order", async () => {
  listen(server.url);
  await untilAnswered();
  server.shop.create(1);
  server.announce();
  await until(() => expect(heard.events).toHaveLength(1));
  server.cutConnections();
  server.shop.update(1, "processing");
  server.shop.update(1, "shipped");
  await until(() => expect(server.io.sockets.sockets.size).toBe(0));
  server.announce();
  await untilAnswered(2);
  expect(names()).toEqual([
    [1, false],
    [2, true],
    [3, true],
  ]);
  expect(server.greeted[1]).toEqual({ cursor: server.shop.log[0]?.meta.cursor });
  expect(linkTypes()).toEqual(["opening", "opened", "down", "opening", "opened"]);
});

test("when the server is away, then the waits grow until it has answered", async () => {
  const { port } = server;
  await server.close();
  const before = Date.now();
  listen(`http://127.0.0.1:${port}`);
  const downs = () => heard.links.filter((link) => link.type === "down");
  await until(() => expect(downs()).toHaveLength(3));
  const waits = heard.links.flatMap((link, index) => {
    const next = heard.links[index + 1];
    return link.type === "down" && next?.type === "opening" ? [next.now] : [];
  });
  expect(downs()[0]?.retryAt).toBeGreaterThan(before + 200);
  expect(downs()[2]!.retryAt - waits[1]!).toBeGreaterThan(850);

  server = new ShopServer();
  await server.listen(port);
  await untilAnswered();
  server.cutConnections();
  await until(() => expect(heard.links.at(-1)?.type).toBe("down"));
  const last = heard.links.at(-1) as FeedLink & { type: "down" };
  expect(last.retryAt - Date.now()).toBeLessThan(400);
});

test("when a connection comes but nothing is ever said on it, then the waits grow all the same", async () => {
  server.greeting = "nothing";
  listen(server.url);
  for (let cuts = 1; cuts <= 3; cuts += 1) {
    await until(() => expect(server.io.sockets.sockets.size).toBe(1));
    server.cutConnections();
    await until(() => expect(linkTypes().filter((type) => type === "down")).toHaveLength(cuts));
  }
  const last = heard.links.at(-1) as FeedLink & { type: "down" };
  expect(last.retryAt - Date.now()).toBeGreaterThan(700);
});

test("when somebody does not want to wait, then it connects at once", async () => {
  const { port } = server;
  await server.close();
  const { tryNow } = listen(`http://127.0.0.1:${port}`);
  await until(() => expect(linkTypes().filter((type) => type === "down")).toHaveLength(4));
  server = new ShopServer();
  await server.listen(port);
  tryNow();
  await vi.waitFor(() => expect(heard.states).toHaveLength(1), { timeout: 1_500 });
});

test("when something is not understood, then that is reported, and what follows is still heard", async () => {
  const reported = vi.spyOn(console, "error").mockImplementation(() => undefined);
  listen(server.url);
  await untilAnswered();
  server.io.emit("order-updated", { _id: "nonsense" }, {});
  server.io.emit("feed-state", "nonsense");
  server.shop.create(1);
  server.announce();
  await until(() => expect(names()).toEqual([[1, false]]));
  expect(heard.malformed).toBe(2);
  expect(reported).toHaveBeenCalledTimes(2);
});

test("when the server says it is behind before it answers, then that is no answer, and no position", async () => {
  server.greeting = "stale";
  server.shop.create(1);
  listen(server.url);
  await until(() => expect(heard.states).toEqual([["stale", false]]));
  server.cutConnections();
  await until(() => expect(server.greeted).toHaveLength(2));
  expect(server.greeted[1]).toEqual({});
});

test("when the connection is dead without a word, then that is noticed in the time that the server sets", async () => {
  await server.close();
  server = new ShopServer({ pingInterval: 400, pingTimeout: 500 });
  await server.listen();
  const { close, url, swallow } = await startTunnel(server.port);
  listen(url);
  await untilAnswered();
  const before = Date.now();
  swallow();
  await until(() => expect(linkTypes().slice(2)).not.toHaveLength(0));
  expect(Date.now() - before).toBeLessThan(2_000);
  await untilAnswered(2);
  expect(server.greeted).toHaveLength(2);
  close();
});

test("when the computer has slept, then it connects anew, with its position", async () => {
  listen(server.url);
  await untilAnswered();
  server.shop.create(1);
  server.announce();
  await until(() => expect(heard.events).toHaveLength(1));
  const real = Date.now.bind(Date);
  vi.spyOn(Date, "now").mockImplementation(() => real() + 60_000);
  await untilAnswered(2);
  expect(server.greeted[1]).toEqual({ cursor: server.shop.log[0]?.meta.cursor });
  expect(heard.states.at(-1)).toEqual(["replayed", true]);
});

test("when it is closed, then it does not come back", async () => {
  const { close } = listen(server.url);
  await untilAnswered();
  close();
  await until(() => expect(server.io.sockets.sockets.size).toBe(0));
  server.cutConnections();
  expect(linkTypes()).toEqual(["opening", "opened"]);
});
