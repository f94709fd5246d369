import { health, ORDER_STATUSES } from "@order-desk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newOrder } from "./helpers/api.js";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => await server.stop());

const get = async (path: string) => await server.api.send("GET", path);

describe("health and metrics", () => {
  it("when all is well, then it says so with lags that are known", async () => {
    expect(await get("/health/live")).toMatchObject({ status: 200, body: { status: "alive" } });
    await until("ready", async () => (await get("/health/ready")).status === 200);
    const found = await until("both lags", async () => {
      const parsed = health.parse((await get("/health/ready")).body);
      return parsed.worker.lag_ms !== null && parsed;
    });
    expect(found).toMatchObject({ status: "ready", database: "up", feed: { state: "live" } });
    expect(found.feed.lag_ms).toBeLessThan(4_000);
    expect((await server.api.send("HEAD", "/health/ready")).status).toBe(200);
  });

  it("when the metrics are read, then they hold what operators watch, by route and not by id", async () => {
    const { _id } = await server.api.create();
    await server.api.get(_id);
    await server.api.problem("GET", `/api/orders/${"0".repeat(24)}`);
    await server.api.problem("GET", "/nowhere");
    for (const path of ["/API/ORDERS", "/Api/Orders"]) await server.api.send("GET", path);
    const tab = await server.connect();
    const { text, headers } = await get("/metrics");
    expect(headers.get("content-type")).toMatch(/^text\/plain/);
    for (const name of [
      "order_feed_lag_seconds",
      "order_worker_lag_seconds",
      "order_feed_ring_events",
      "order_worker_history_lost_total",
      "order_mails_waiting",
      "order_mails_failed",
      "process_resident_memory_bytes",
      "nodejs_eventloop_lag_seconds",
    ])
      expect(text).toMatch(new RegExp(`^${name} \\d`, "m"));
    expect(text).toMatch(/^order_feed_sockets 1$/m);
    expect(text).toMatch(/^order_database_up 1$/m);
    const counted = (labels: string) => `http_request_duration_seconds_count{${labels}}`;
    expect(text).toContain(counted('method="POST",route="/api/orders/",status="201"'));
    expect(text).toContain(counted('method="GET",route="/api/orders/:id",status="200"'));
    expect(text).toContain(counted('method="GET",route="/api/orders/:id",status="404"'));
    expect(text).toContain(counted('method="GET",route="none",status="404"'));
    expect(text, "a path as it was typed").not.toMatch(/route="\/A/);
    expect(text).not.toContain(_id);
    tab.close();
  });
});

describe("request ids and logs", () => {
  it("when a proxy gives an id, then it is kept; a bad one is not", async () => {
    const withId = async (id: string) =>
      (await server.api.send("GET", "/health/live", { headers: { "X-Request-Id": id } })).headers.get(
        "x-request-id",
      );
    expect(await withId("proxy-12345678")).toBe("proxy-12345678");
    expect(await withId("short")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await withId("x".repeat(200))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("when requests carry addresses and secrets, then each is logged once with its id and without them", async () => {
    const answer = await server.api.send("POST", "/api/orders?key=s3cret", {
      json: newOrder({ customer_email: "private@example.com", customer_name: "Line\u2028break" }),
      headers: { Authorization: "Bearer t0ken", Cookie: "sid=c00kie" },
    });
    const id = answer.headers.get("x-request-id") as string;
    const lines = await until("the line", () => {
      const own = server.log.filter((line) => line.includes(id));
      return own.length > 0 && own;
    });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      request_id: id,
      req: { method: "POST", path: "/api/orders" },
    });
    for (const path of [
      "/private@example.com",
      "/api/orders/private@example.com",
      "/api/x/private%40example.com",
    ])
      await server.api.problem("GET", path);
    expect(server.log.join("")).not.toMatch(/private|s3cret|t0ken|c00kie|Line/);
    for (const line of server.log) expect(line.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("the API's description", () => {
  type Operation = { responses: Record<string, unknown>; parameters?: { name: string; in: string }[] };
  type Document = {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: object };
  };
  const read = async () => (await get("/api/openapi.json")).body as Document;

  it("when it is read, then it is OpenAPI 3.1 and every reference in it resolves", async () => {
    const document = await read();
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document).toMatchObject({
      info: { title: expect.any(String) as string, version: expect.any(String) as string },
    });
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path]) => path!,
    );
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) {
      const found = reference
        .split("/")
        .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
      expect(found, reference).toBeTypeOf("object");
    }
    for (const [path, operations] of Object.entries(document.paths))
      for (const { responses, parameters = [] } of Object.values(operations)) {
        expect(Object.keys(responses).every((status) => /^[1-5]\d\d$/.test(status))).toBe(true);
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        expect(parameters.filter((one) => one.in === "path").map(({ name }) => name)).toEqual(inPath);
      }
  });

  it("when a route exists, then it is described, and what is described exists", async () => {
    const { paths } = await read();
    const id = (await server.api.create())._id;
    const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    for (const path of Object.keys(paths)) {
      const described = methods.filter((method) => method.toLowerCase() in paths[path]!);
      // Asked with a method that is never allowed, each route says which are.
      const { headers, status } = await server.api.problem("PROPFIND", path.replace("{id}", id));
      expect([path, status]).toEqual([path, 405]);
      const allowed = headers
        .get("allow")
        ?.split(", ")
        .filter((method) => method !== "HEAD");
      expect(allowed?.sort(), path).toEqual(described.sort());
    }
  });

  it("when the schemas are read, then they say what the contract says", async () => {
    const text = JSON.stringify((await read()).components.schemas);
    for (const status of ORDER_STATUSES) expect(text).toContain(`"${status}"`);
    expect(text).toContain("customer_email");
    expect(text).not.toContain("price_minor");
  });

  it.each(["/api/docs", "/api/docs/"])(
    "when %s is opened, then it loads from this host only, and all is there",
    async (path) => {
      const response = await fetch(server.url + path);
      expect(response.status).toBe(200);
      const page = await response.text();
      expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
      const assets = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, found]) => found!);
      expect(assets.length).toBeGreaterThan(3);
      for (const asset of assets) {
        const { status } = await fetch(new URL(asset, response.url));
        expect([asset, status]).toEqual([asset, 200]);
      }
      const start = await (await fetch(new URL(assets.at(-1)!, response.url))).text();
      expect(start).toMatch(/openapi\.json/);
      expect(start).not.toMatch(/https?:/);
      const policy = response.headers.get("content-security-policy");
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toContain("upgrade-insecure-requests");
    },
  );
});
