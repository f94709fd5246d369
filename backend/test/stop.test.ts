import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { newOrder } from "./helpers/api.js";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

const STOPPED_WITHIN_MS = 4_000;

const agents: Agent[] = [];
const keepAlive = () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  agents.push(agent);
  return agent;
};
afterEach(() => {
  for (const agent of agents.splice(0)) agent.destroy();
});

/** The answer, read to its end. */
async function get(url: string, agent: Agent): Promise<IncomingMessage> {
  return await new Promise((resolve, reject) => {
    request(url, { agent }, (answer) => {
      answer.once("end", () => resolve(answer)).once("error", reject);
      answer.resume();
    })
      .once("error", reject)
      .end();
  });
}

async function stopped({ stop }: TestServer): Promise<number> {
  const startedAt = Date.now();
  await stop();
  return Date.now() - startedAt;
}

describe("a stop", () => {
  it("when clients keep on asking over connections that stay, then each request is answered or never sent", async () => {
    const server = await startTestServer();
    await server.api.create();
    const endings: unknown[] = [];
    let answered = 0;
    const clients = Array.from({ length: 8 }, async () => {
      const agent = keepAlive();
      for (;;)
        try {
          const { statusCode } = await get(`${server.url}/api/orders`, agent);
          expect(statusCode).toBe(200);
          answered++;
        } catch (error) {
          endings.push((error as { code?: unknown }).code ?? error);
          return;
        }
    });
    await until("some answers", () => answered > 50);
    expect(await stopped(server)).toBeLessThan(STOPPED_WITHIN_MS);
    await Promise.all(clients);
    expect(new Set(endings)).toEqual(new Set(["ECONNREFUSED"]));
  });

  it("when an order was half sent, then it is taken and answered, and the connection ends", async () => {
    const server = await startTestServer();
    const body = JSON.stringify(newOrder({ customer_name: "Half" }));
    const headers = {
      ...{ "Content-Type": "application/json", "Content-Length": body.length },
      // The server says when it has the head of the request.
      Expect: "100-continue",
    };
    const post = request(`${server.url}/api/orders`, { method: "POST", agent: keepAlive(), headers });
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      post.once("response", resolve).once("error", reject);
    });
    const begun = once(post, "continue");
    post.write(body.slice(0, 20));
    await begun;
    const stopping = stopped(server);
    post.end(body.slice(20));
    const { statusCode, headers: given } = await answer;
    expect([statusCode, given.connection]).toEqual([201, "close"]);
    expect(await stopping).toBeLessThan(STOPPED_WITHIN_MS);
  });

  it("when a stop has begun, then the process says at once that it takes no more, and tabs are let go to come back", async () => {
    const server = await startTestServer();
    const agent = keepAlive();
    const ready = async () => (await get(`${server.url}/health/ready`, agent)).statusCode;
    await until("ready", async () => (await ready()) === 200);
    const tab = await server.connect();
    const reasons: string[] = [];
    tab.socket.on("disconnect", (reason) => reasons.push(reason));
    const stopping = server.halt();
    expect(await ready()).toBe(503);
    await stopping;
    await until("the tab has noticed", () => reasons.length > 0);
    expect([reasons, tab.socket.active]).toEqual([["transport close"], true]);
    await server.stop();
  });
});
