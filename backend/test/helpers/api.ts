// A client that believes nothing: every answer is held against the contract.
import {
  bulkForecast,
  bulkJob,
  bulkJobList,
  importForecast,
  jobRowList,
  changedOrder,
  orderList,
  problem,
  story,
  type CreateOrderBody,
  type ChangedOrder,
  type Order,
  type Problem,
  type StoryEntry,
} from "@order-desk/contract";
import { expect } from "vitest";

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when there is none. */
  readonly body: unknown;
};

export type Sent = {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

const SAMPLE = {
  customer_name: "Test User",
  product_name: "Test Product",
  customer_email: "test@example.com",
} as const;

function assertProblem({ status, headers, text, body }: Answer): void {
  expect(headers.get("content-type")).toMatch(/^application\/problem\+json/);
  const parsed = problem.parse(body);
  expect(parsed.status).toBe(status);
  expect(parsed.request_id).toBe(headers.get("x-request-id"));
  expect(text).not.toMatch(/\.[jt]sx?:\d+|node_modules/);
}

/** What one of these paths answers with. */
function bulkSchemaOf(path: string, body: unknown) {
  if (path.includes("/rows")) return jobRowList;
  if ("headings" in (body as object)) return importForecast;
  if (Array.isArray(body)) return bulkJobList;
  return "will_change" in (body as object) ? bulkForecast : bulkJob;
}

function assertOrders(path: string, { body }: Answer): void {
  if (/^\/api\/orders\/(?:bulk|import)/.test(path)) {
    expect(bulkSchemaOf(path, body).parse(body)).toEqual(body);
    return;
  }
  const one = Array.isArray(body) ? orderList : changedOrder;
  const schema = /^\/api\/orders\/[^/]+\/events/.test(path) ? story : one;
  if (path.startsWith("/api/orders")) expect(schema.parse(body)).toEqual(body);
}

export async function send(url: string, method: string, path: string, sent: Sent = {}): Promise<Answer> {
  const body = sent.json === undefined ? sent.raw : JSON.stringify(sent.json);
  const response = await fetch(url + path, {
    method,
    headers: {
      // Without it fetch adds no-cache to a conditional request, which asks for the whole answer.
      "Cache-Control": "max-age=0",
      ...(sent.json !== undefined && { "Content-Type": "application/json" }),
      ...sent.headers,
    },
    // As bytes: fetch adds no Content-Type of its own.
    ...(body !== undefined && {
      body: typeof body === "string" ? new TextEncoder().encode(body) : new Uint8Array(body),
    }),
  });
  const text = await response.text();
  const isJson = (response.headers.get("content-type") ?? "").includes("json") && text !== "";
  const answer: Answer = {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? (JSON.parse(text) as unknown) : undefined,
  };
  expect(answer.headers.get("x-request-id")).toBeTruthy();
  if (method === "HEAD" || path.startsWith("/health/ready")) return answer;
  if (answer.status >= 400) assertProblem(answer);
  else if (isJson) assertOrders(path, answer);
  return answer;
}

export type ApiClient = ReturnType<typeof apiClient>;

export function apiClient(url: string) {
  const expectOrder = async (expected: number, ...request: [method: string, path: string, sent?: Sent]) => {
    const answer = await send(url, ...request);
    expect(answer.status, answer.text).toBe(expected);
    return answer.body as Order;
  };
  return {
    send: async (method: string, path: string, sent?: Sent) => await send(url, method, path, sent),
    create: async (fields: Partial<CreateOrderBody> = {}, headers: Record<string, string> = {}) =>
      await expectOrder(201, "POST", "/api/orders", { json: { ...SAMPLE, ...fields }, headers }),
    change: async (id: string, fields: object, headers: Record<string, string> = {}) =>
      (await expectOrder(200, "PUT", `/api/orders/${id}`, { json: fields, headers })) as ChangedOrder,
    undo: async (id: string, version: number) =>
      await expectOrder(200, "POST", `/api/orders/${id}/undo`, { json: { version } }),
    remove: async (id: string) => await expectOrder(204, "DELETE", `/api/orders/${id}`),
    restore: async (id: string) => await expectOrder(200, "POST", `/api/orders/${id}/restore`),
    get: async (id: string) => await expectOrder(200, "GET", `/api/orders/${id}`),
    list: async (query = "") => (await send(url, "GET", `/api/orders${query}`)).body as Order[],
    story: async (id: string) => (await send(url, "GET", `/api/orders/${id}/events`)).body as StoryEntry[],
    /** The problem that the request gets; fails when it gets none. */
    async problem(method: string, path: string, sent?: Sent): Promise<Problem & { headers: Headers }> {
      const answer = await send(url, method, path, sent);
      expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
      return { ...(answer.body as Problem), headers: answer.headers };
    },
  };
}

export const newOrder = (fields: Partial<CreateOrderBody> = {}): CreateOrderBody => ({
  ...SAMPLE,
  ...fields,
});
