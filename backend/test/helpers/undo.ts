// Changes as the dashboard makes them, and what becomes of their mails.
import type { ChangedOrder, MailSummary, Problem, StoryEntry } from "@order-desk/contract";
import { PAGE_ORIGIN, type TestServer } from "./server.js";
import { until } from "./wait.js";

export const IN_DASHBOARD = { Origin: PAGE_ORIGIN };

let created = 0;
/** Each with a customer of its own. */
export const create = async ({ api }: TestServer, fields: object = {}) =>
  await api.create({ customer_email: `customer${++created}@example.com`, ...fields });
export const ship = async (
  { api }: TestServer,
  id: string,
  headers: Record<string, string> = IN_DASHBOARD,
): Promise<ChangedOrder> => await api.change(id, { status: "shipped" }, headers);
export const refused = async ({ api }: TestServer, id: string, version: unknown): Promise<Problem> =>
  await api.problem("POST", `/api/orders/${id}/undo`, { json: { version } });
export const rowsOf = async ({ db }: TestServer, id: string) =>
  await db.collection("mails").find({ order_id: id }).toArray();
export const rowOf = async (server: TestServer, id: string, state: MailSummary["state"]) =>
  await until(`the mail is ${state}`, async () => {
    const [row] = await rowsOf(server, id);
    return row?.state === state && row;
  });
export const sendNow = async (server: TestServer, id: string) =>
  await until("its mail is wanted now", async () => {
    const [row] = await rowsOf(server, id);
    return row && (await server.api.send("POST", `/api/mails/${String(row._id)}/send-now`)).status === 200;
  });
export const storyOf = async ({ api }: TestServer, id: string, length: number): Promise<StoryEntry[]> =>
  await until(`${length} entries`, async () => {
    const entries = await api.story(id);
    return entries.length >= length && entries;
  });
