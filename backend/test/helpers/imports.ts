// Files of orders, sent to one backend and looked at through another.
import type { BulkJob, ImportForecast, JobRow } from "@order-desk/contract";
import { expect } from "vitest";
import type { TestServer } from "./server.js";
import { until } from "./wait.js";

export const IMPORT_PATH = "/api/orders/import";
export const HEAD = "Customer,E-mail,Product,Qty,Unit price,Currency,State,Notes";
export const line = (name: string, more = "Lamp,2,49.90,EUR,Shipped,x") => `${name},who@example.com,${more}`;
export const file = (...lines: string[]) => [HEAD, ...lines].join("\r\n");

export function importing(one: TestServer, other: TestServer) {
  const send = async (raw: string | Uint8Array, query = "", headers: Record<string, string> = {}) =>
    await one.api.send("POST", IMPORT_PATH + query, {
      raw,
      headers: { "Content-Type": "text/csv", ...headers },
    });
  async function forecast(raw: string | Uint8Array, query = ""): Promise<ImportForecast> {
    const { status, body, text } = await send(raw, `?dry_run=true${query}`);
    expect(status, text).toBe(200);
    return body as ImportForecast;
  }
  async function done(raw: string, query = "", headers: Record<string, string> = {}) {
    const { status, body, text } = await send(raw, query, headers);
    expect(status, text).toBe(202);
    const path = `/api/orders/bulk/${(body as BulkJob)._id}`;
    const job = await until("the job's end", async () => {
      const now = (await other.api.send("GET", path)).body as BulkJob;
      return now.state === "running" ? undefined : now;
    });
    const rows = (await other.api.send("GET", `${path}/rows?limit=100`)).body as JobRow[];
    return { job, rows };
  }
  const refusal = async (raw: string | Uint8Array, query = "") => {
    const { status, body } = await send(raw, query);
    return [status, (body as { detail: string }).detail];
  };
  const found = async (name: string) =>
    await one.api.list(`?limit=100&sort=order_number&q=${encodeURIComponent(name)}`);

  return { send, forecast, done, refusal, found };
}
