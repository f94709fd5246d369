import { mail, mailCounts, mailList, type Mail, type MailSummary } from "@order-desk/contract";
import { afterEach, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { smtpSettings, startSmtp, type SmtpPeer } from "./helpers/smtp.js";
import { until } from "./helpers/wait.js";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});
async function start(smtp?: SmtpPeer): Promise<TestServer> {
  const server = await startTestServer({ settings: smtp ? smtpSettings(smtp) : {} });
  cleanups.push(async () => await server.stop());
  return server;
}
async function smtpPeer(): Promise<SmtpPeer> {
  const smtp = await startSmtp();
  cleanups.push(async () => await smtp.stop());
  return smtp;
}

const list = async ({ api }: TestServer, query = ""): Promise<MailSummary[]> =>
  mailList.parse((await api.send("GET", `/api/mails${query}`)).body);
const get = async ({ api }: TestServer, id: string): Promise<Mail> =>
  mail.parse((await api.send("GET", `/api/mails/${id}`)).body);
const act = async ({ api }: TestServer, id: string, action: string) =>
  await api.send("POST", `/api/mails/${id}/${action}`);
const mailsAre = async (server: TestServer, query: string, count: number) =>
  await until(`${count} mails ${query}`, async () => {
    const found = await list(server, query);
    return found.length === count && found;
  });
async function ship({ api }: TestServer, fields: object = {}): Promise<string> {
  const { _id } = await api.create(fields);
  await api.change(_id, { status: "shipped" });
  return _id;
}

describe("the list of mails", () => {
  it("when mails are there, then they are found by state, recipient and number, and counted", async () => {
    const server = await start();
    await ship(server, { customer_email: "Ada@example.com" });
    await ship(server, { customer_email: "ada.b@example.com" });
    const id = await ship(server, { customer_email: "kim$.*@example.com" });
    const { order_number } = await server.api.get(id);
    await mailsAre(server, "", 3);
    expect(await list(server, "?state=captured")).toHaveLength(3);
    expect(await list(server, "?state=sent")).toEqual([]);
    expect((await list(server, "?q=ADA")).map(({ to }) => to).sort()).toEqual([
      "Ada@example.com",
      "ada.b@example.com",
    ]);
    expect((await list(server, "?q=kim%24.*")).map(({ order_id }) => order_id)).toEqual([id]);
    expect((await list(server, `?q=${order_number}`)).map(({ order_id }) => order_id)).toEqual([id]);
    expect(await list(server, "?q=.*")).toEqual([]);
    const counts = mailCounts.parse((await server.api.send("GET", "/api/mails/counts")).body);
    expect(counts).toMatchObject({ captured: 3, queued: 0, sent: 0 });
  });

  it("when it is read page by page, then each mail comes once, newest first", async () => {
    const server = await start();
    const orders = [];
    for (let n = 0; n < 5; n++) orders.push(await ship(server));
    await mailsAre(server, "", 5);
    const seen: string[] = [];
    for (let next: string | undefined = "/api/mails?limit=2"; next;) {
      const { body, headers } = await server.api.send("GET", next);
      seen.push(...mailList.parse(body).map(({ order_id }) => order_id));
      next = /<(.*)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
    }
    expect(seen).toEqual(orders.reverse());
  });

  it.each([
    ["GET", "/api/mails?state=lost", 422],
    ["GET", "/api/mails?q[$gt]=", 422],
    ["GET", `/api/mails?q=${"x".repeat(300)}`, 422],
    ["GET", "/api/mails?cursor=abc", 422],
    ["GET", `/api/mails?cursor=${Buffer.from("after:never x").toString("base64url")}`, 422],
    ["GET", "/api/mails?limit=0", 422],
    ["GET", "/api/mails/none", 404],
    ["GET", "/api/mails/%00", 404],
    ["POST", "/api/mails", 405],
    ["POST", "/api/mails/none/send-again", 404],
    ["POST", "/api/mails/none/delete", 404],
    ["GET", "/api/mails/none/hold", 405],
  ])("when the request is %s %s, then it is refused with %i", async (method, path, status) => {
    const server = await start();
    expect(await server.api.problem(method, path)).toMatchObject({ status });
  });
});

describe("what a person does with a mail", () => {
  it("when no server is configured, then it is captured whole, and sending says how to configure one", async () => {
    const server = await start();
    await ship(server);
    const [{ _id }] = (await mailsAre(server, "?state=captured", 1)) as [MailSummary];
    const whole = await get(server, _id);
    expect(whole.html).toContain("Shipped");
    expect(whole.text).toContain("Pending -> Shipped");
    expect(whole.history.map(({ state }) => state)).toEqual(["captured"]);
    expect(await server.api.problem("POST", `/api/mails/${_id}/send-again`)).toMatchObject({
      status: 409,
      detail: expect.stringContaining("EMAIL_HOST") as string,
    });
  });

  it("when the server refused it, then its words are there, and it can be sent again", async () => {
    const smtp = await smtpPeer();
    smtp.refusals.push({ at: "to", code: 550 });
    const server = await start(smtp);
    await ship(server);
    const [{ _id, response }] = (await mailsAre(server, "?state=failed", 1)) as [MailSummary];
    expect(response).toContain("550");
    expect((await act(server, _id, "send-again")).status).toBe(200);
    await mailsAre(server, "?state=sent", 1);
    expect(smtp.received).toHaveLength(1);
    const { history, message_id } = await get(server, _id);
    expect(history.map(({ state }) => state)).toEqual([
      "queued",
      "sending",
      "failed",
      "queued",
      "sending",
      "sent",
    ]);
    expect(smtp.received[0]?.mail.messageId).toBe(message_id);
  });

  it("when it was sent and is sent again, then that is a second mail of the same change, with its own id", async () => {
    const smtp = await smtpPeer();
    const server = await start(smtp);
    const orderId = await ship(server);
    const [{ _id, change_id }] = (await mailsAre(server, "?state=sent", 1)) as [MailSummary];
    const { body } = await act(server, _id, "send-again");
    expect(mail.parse(body)).toMatchObject({ change_id, order_id: orderId });
    await mailsAre(server, "?state=sent", 2);
    expect(new Set(smtp.received.map((one) => one.mail.messageId)).size).toBe(2);
    const [shipped] = await server.api.story(orderId);
    expect(shipped?.mails).toHaveLength(2);
  });

  it("when it is held, then it waits until it is released; what cannot be done is refused", async () => {
    const smtp = await smtpPeer();
    smtp.refusals.push({ at: "data", code: 451 });
    const server = await start(smtp);
    await ship(server);
    const [{ _id }] = (await until("it waits for its next attempt", async () => {
      const found = await list(server, "?state=queued");
      return found[0]?.attempts === 1 && found;
    })) as [MailSummary];
    expect((await act(server, _id, "hold")).body).toMatchObject({ held: true });
    expect(await server.api.problem("POST", `/api/mails/${_id}/send-now`)).toMatchObject({
      code: "mail_action_not_allowed",
    });
    expect((await act(server, _id, "release")).body).toMatchObject({ held: false });
    expect((await act(server, _id, "send-now")).status).toBe(200);
    await mailsAre(server, "?state=sent", 1);
    expect(await server.api.problem("POST", `/api/mails/${_id}/hold`)).toMatchObject({ status: 409 });
  });

  it("when one order changes again and again, then what goes beyond the budget is recorded as suppressed", async () => {
    const server = await startTestServer({ settings: { EMAIL_ORDER_BUDGET: "3" } });
    cleanups.push(async () => await server.stop());
    const { _id } = await server.api.create();
    for (let n = 0; n < 6; n++)
      await server.orders.updateOne({}, { $set: { status: n % 2 ? "pending" : "shipped" } });
    const mails = await mailsAre(server, "", 6);
    expect(mails.map(({ state }) => state)).toEqual([
      "suppressed",
      "suppressed",
      "suppressed",
      "captured",
      "captured",
      "captured",
    ]);
    expect(mails[0]).toMatchObject({
      order_id: _id,
      response: "More than 3 mails for this order within an hour",
    });
  });
});
