import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PAGE_ORIGIN, startTestServer, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

let a: TestServer;
beforeAll(async () => {
  a = await startTestServer();
});
afterAll(async () => await a.stop());

describe("who may listen", () => {
  it.each([["websocket"], ["polling"]] as const)(
    "when a plain client over %s knows only the event and its first argument, then it just works",
    async (transport) => {
      const socket = io(a.url, { transports: [transport], forceNew: true });
      const heard: unknown[] = [];
      socket.on("order-created", (order: unknown) => heard.push(order));
      try {
        await until("connected", () => socket.connected);
        // Connected is not yet greeted: create until one is heard.
        const created = await until("an order", async () => {
          const order = await a.api.create();
          await until("heard", () => heard.length > 0, 500).catch(() => undefined);
          return heard.length > 0 && order;
        });
        expect(heard.at(-1)).toEqual(created);
      } finally {
        socket.disconnect();
      }
    },
  );

  it.each([["websocket"], ["polling"]] as const)(
    "when a foreign page connects over %s, then it is refused",
    async (transport) => {
      const tab = await a.connect({
        transports: [transport],
        origin: "http://evil.example",
        waitForState: false,
      });
      const error = await new Promise<Error>((resolve) => tab.socket.once("connect_error", resolve));
      expect(error.message).toMatch(/error/);
      expect(tab.socket.connected).toBe(false);
    },
  );

  it.each([PAGE_ORIGIN, "http://127.0.0.1:3000"])(
    "when the page is %s, then it is let in",
    async (origin) => {
      const tab = await a.connect({ origin });
      expect(tab.standing()?.state).toBe("live");
      tab.close();
    },
  );

  it("when a client sends what it may not, then it is ignored or cut off and the others go on", async () => {
    const listener = await a.connect();
    const noisy = await a.connect();
    noisy.socket.emit("join", "current");
    noisy.socket.emit("order-created", { _id: "x" });
    noisy.socket.emit("__proto__", {});
    const flood = await a.connect({ reconnects: false });
    flood.socket.emit("x", "y".repeat(200_000));
    await until("the flood is cut off", () => !flood.socket.connected);
    const order = await a.api.create();
    await listener.heard(1);
    expect(noisy.events.map(({ order: one }) => one._id)).toContain(order._id);
    noisy.close();
  });

  it.each([
    "/socket.io/?EIO=3&transport=polling",
    "/socket.io/?transport=polling",
    "/socket.io/?EIO=4&transport=polling&sid=__proto__",
    "/socket.io/?EIO=4&transport=webtransport",
    "/socket.io/?EIO=4&transport=constructor",
  ])("when %s is asked, then it is refused and the backend lives", async (path) => {
    const response = await fetch(a.url + path);
    expect(response.status).toBe(400);
    expect((await a.api.send("GET", "/health/live")).status).toBe(200);
  });
});
