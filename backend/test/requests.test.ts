import { execFileSync } from "node:child_process";
import { request } from "node:http";
import { problem } from "@order-desk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newOrder } from "./helpers/api.js";
import { PAGE_ORIGIN, startTestServer, type TestServer } from "./helpers/server.js";

let server: TestServer;
let id: string;
beforeAll(async () => {
  server = await startTestServer();
  id = (await server.api.create())._id;
});
afterAll(async () => await server.stop());

const documents = async () => await server.orders.find().sort({ _id: 1 }).toArray();

async function assertStillWorks(): Promise<void> {
  expect((await server.api.get(id))._id).toBe(id);
}

describe("bad addresses and methods", () => {
  it.each([
    ["GET", "/api/orders?limit=-1", 422, "validation_failed"],
    ["GET", "/api/orders?limit=0", 422, "validation_failed"],
    ["GET", "/api/orders?limit=1e9", 422, "validation_failed"],
    ["GET", "/api/orders?limit=5&limit=6", 422, "validation_failed"],
    ["GET", "/api/orders?cursor=made-up", 422, "validation_failed"],
    ["GET", "/api/orders?cursor=YWZ0ZXI6enp6", 422, "validation_failed"],
    ["GET", `/api/orders?cursor=${"x".repeat(600)}`, 422, "validation_failed"],
    ["GET", "/api/orders?status=lost", 422, "validation_failed"],
    ["GET", "/api/orders?status[$ne]=x", 422, "validation_failed"],
    ["GET", "/api/orders?__proto__=x", 422, "validation_failed"],
    ["GET", "/api/orders?sort=price", 422, "validation_failed"],
    ["GET", `/api/orders/${"0".repeat(23)}`, 404, "order_not_found"],
    ["DELETE", "/api/orders/constructor", 404, "order_not_found"],
    ["POST", "/api/orders/x/restore", 404, "order_not_found"],
    ["GET", "/api/orders/%E0%A4%A", 400, "malformed_request"],
    ["GET", "/api/orders/%00", 404, "order_not_found"],
    ["GET", "/nowhere", 404, "not_found"],
    ["POST", "/api/nowhere", 404, "not_found"],
    ["GET", "/", 404, "not_found"],
  ])("when %s %s is asked, then %i %s", async (method, path, status, code) => {
    const problem = await server.api.problem(method, path);
    expect([problem.status, problem.code]).toEqual([status, code]);
    await assertStillWorks();
  });

  it.each([
    ["PUT", "/api/orders", "GET, HEAD, POST"],
    ["DELETE", "/api/orders", "GET, HEAD, POST"],
    ["POST", `/api/orders/${"0".repeat(24)}`, "GET, HEAD, PUT, PATCH, DELETE"],
    ["GET", `/api/orders/${"0".repeat(24)}/restore`, "POST"],
    ["POST", "/health/live", "GET, HEAD"],
    ["POST", "/health/ready", "GET, HEAD"],
    ["DELETE", "/metrics", "GET, HEAD"],
    ["PUT", "/api/openapi.json", "GET, HEAD"],
    ["POST", "/api/docs", "GET, HEAD"],
  ])("when %s %s is asked, then 405 says what is allowed", async (method, path, allowed) => {
    const problem = await server.api.problem(method, path, method === "GET" ? {} : { json: {} });
    expect([problem.status, problem.code]).toEqual([405, "method_not_allowed"]);
    expect(problem.headers.get("allow")).toBe(allowed);
  });

  it.each(["2", '"2', "*, *x", '"2" "3"'])("when If-Match is %s, then 400", async (value) => {
    const sent = { json: { quantity: 9 }, headers: { "If-Match": value } };
    const problem = await server.api.problem("PUT", `/api/orders/${id}`, sent);
    expect([problem.status, problem.code]).toEqual([400, "malformed_request"]);
  });
});

describe("origins", () => {
  it.each(["http://evil.example", "null", "http://localhost:3000.evil.example", "https://localhost:3000"])(
    "when the page is %s, then 403 and nothing is written",
    async (Origin) => {
      const before = await documents();
      for (const [method, path] of [
        ["POST", "/api/orders"],
        ["GET", "/api/orders"],
        ["OPTIONS", "/api/orders"],
      ] as const) {
        const sent = { headers: { Origin }, ...(method === "POST" && { json: newOrder() }) };
        const problem = await server.api.problem(method, path, sent);
        expect([problem.status, problem.code]).toEqual([403, "origin_not_allowed"]);
        expect(problem.headers.get("access-control-allow-origin")).toBeNull();
      }
      expect(await documents()).toEqual(before);
    },
  );

  it.each([PAGE_ORIGIN, "http://127.0.0.1:3000", "http://[::1]:3000"])(
    "when the page is %s, then it may ask, and its preflight is answered",
    async (Origin) => {
      const preflight = await server.api.send("OPTIONS", "/api/orders", {
        headers: {
          Origin,
          "Access-Control-Request-Method": "PUT",
          "Access-Control-Request-Headers": "if-match",
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get("access-control-allow-origin")).toBe(Origin);
      expect(preflight.headers.get("access-control-allow-methods")).toContain("PUT");
      expect(preflight.headers.get("access-control-allow-headers")).toBe("if-match");
      const { status, headers } = await server.api.send("GET", "/api/orders", { headers: { Origin } });
      expect(status).toBe(200);
      expect(headers.get("access-control-allow-origin")).toBe(Origin);
      for (const name of ["ETag", "Link", "X-Total-Count"])
        expect(headers.get("access-control-expose-headers")).toContain(name);
    },
  );
});

describe("names of the host", () => {
  const HANDSHAKE = "/socket.io/?EIO=4&transport=polling";
  /** fetch sets this header by itself. */
  async function ask(path: string, Host: string, url = server.url): Promise<[number | undefined, string]> {
    return await new Promise((resolve, reject) => {
      request(url + path, { headers: { Host } }, (answer) => {
        let text = "";
        answer.on("data", (data) => (text += String(data)));
        answer.once("end", () => resolve([answer.statusCode, text]));
      })
        .once("error", reject)
        .end();
    });
  }

  it.each([
    "evil.example",
    "evil.example:3001",
    "localhost.evil.example",
    "10.0.0.1",
    "127.0.0.1.evil.example",
    "@",
  ])("when a page's name %s was made to point here, then neither API nor socket answers", async (host) => {
    const [status, text] = await ask("/api/orders", host);
    expect(status).toBe(403);
    expect(problem.parse(JSON.parse(text))).toMatchObject({
      code: "host_not_allowed",
      detail: expect.stringContaining("API_URL") as string,
    });
    expect((await ask(HANDSHAKE, host))[0]).toBe(403);
  });

  it.each(["localhost", "LOCALHOST:1", "desk.localhost", "127.0.0.1:3001", "127.1.2.3", "[::1]:3001"])(
    "when it is asked as %s, then it answers",
    async (host) => {
      expect((await ask("/api/orders", host))[0]).toBe(200);
      expect((await ask(HANDSHAKE, host))[0]).toBe(200);
    },
  );

  it("when the settings name other hosts, or others may connect, then those names are good", async () => {
    const settings = { API_URL: "https://api.shop.example/x", FRONTEND_URL: "https://desk.shop.example" };
    const named = await startTestServer({ settings });
    const open = await startTestServer({ settings: { HOST: "0.0.0.0" } });
    try {
      for (const host of ["api.shop.example", "desk.shop.example", "localhost"])
        expect((await ask("/api/orders", host, named.url))[0]).toBe(200);
      expect((await ask("/api/orders", "shop.example", named.url))[0]).toBe(403);
      expect((await ask("/api/orders", "10.0.0.1", open.url))[0]).toBe(200);
    } finally {
      await named.stop();
      await open.stop();
    }
  });
});

describe("a client that goes", () => {
  it("when it has gone before its request is taken up, then nothing is carried out", async () => {
    const { hostname, port } = new URL(server.url);
    const body = JSON.stringify(newOrder({ customer_name: "Gone" }));
    const head = `POST /api/orders HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json`;
    const sent = `${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const client = `const socket = require("node:net").connect(${port}, "${hostname}", () => {
      socket.write(${JSON.stringify(sent)}, () => process.exit());
    });`;
    const before = await documents();
    // The server, in this process, stands still until the client has come, asked and gone.
    execFileSync(process.execPath, ["-e", client]);
    await server.api.create({ customer_name: "Behind" });
    const names = (await documents()).slice(before.length).map((one) => one.customer_name as string);
    expect(names).toEqual(["Behind"]);
  });
});
