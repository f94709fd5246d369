import { MongoClient, ObjectId } from "mongodb";
import { afterEach, describe, expect, it } from "vitest";
import { startRawSmtp } from "./helpers/rawSmtp.js";
import {
  newDatabaseName,
  startTestServer,
  type TestServer,
  type TestServerOptions,
} from "./helpers/server.js";
import { smtpSettings, startSmtp, type SmtpPeer } from "./helpers/smtp.js";
import { until } from "./helpers/wait.js";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(options: TestServerOptions): Promise<TestServer> {
  const server = await startTestServer(options);
  let stopped: Promise<void> | undefined;
  const stop = async () => await (stopped ??= server.stop());
  cleanups.push(stop);
  return { ...server, stop };
}
async function smtpAt(port?: number): Promise<SmtpPeer> {
  const smtp = await startSmtp({}, port);
  cleanups.push(smtp.stop);
  return smtp;
}
const rows = async (server: TestServer) => await server.db.collection("mails").find().toArray();
const rowIs = async (server: TestServer, state: string) =>
  await until(`a mail is ${state}`, async () => (await rows(server)).some((row) => row.state === state));

describe("no mail server is configured", () => {
  it("when a status changes, then the mail is captured, whole, and nothing pretends to have been sent", async () => {
    const server = await start({});
    const { _id, customer_email } = await server.api.create();
    await server.api.change(_id, { status: "shipped" });
    await rowIs(server, "captured");
    const [row, ...others] = await rows(server);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ to: customer_email, attempts: 0, response: null });
    expect(row?.html).toContain("<html");
    const { body } = await server.api.send("GET", "/health/ready");
    expect(body).toMatchObject({ mail: { mode: "captured", waiting: 0, failed: 0 } });
  });
});

describe("the mail server is down", () => {
  it("when that is so, then requests are as quick as ever and the mail goes out when it is back", async () => {
    // Takes connections and says nothing, for longer than all of these requests together may take.
    const silent = await startRawSmtp({ greets: false });
    const { port } = silent;
    const server = await start({ settings: smtpSettings({ port } as SmtpPeer) });
    const { _id } = await server.api.create();
    const before = Date.now();
    for (const status of ["processing", "shipped"] as const) await server.api.change(_id, { status });
    expect(Date.now() - before).toBeLessThan(5_000);
    await until("a first attempt", () => silent.connections() > 0);
    await until("both mails wait", async () => (await rows(server)).length === 2);
    const health = await until("it is ready", async () => {
      const answer = await server.api.send("GET", "/health/ready");
      return answer.status === 200 && answer;
    });
    expect(health.body).toMatchObject({ status: "ready", mail: { mode: "smtp", waiting: 2, failed: 0 } });
    await silent.stop();
    const smtp = await smtpAt(port);
    await until("the mails", () => smtp.received.length === 2, 15_000);
    await until("both are recorded", async () => (await rows(server)).every(({ state }) => state === "sent"));
  });

  it("when it is slow, then requests and screens are not", async () => {
    const smtp = await smtpAt();
    let release: () => void = () => undefined;
    smtp.holdData = async () => await new Promise<void>((resolve) => (release = resolve));
    const server = await start({ settings: smtpSettings(smtp) });
    const tab = await server.connect();
    const { _id } = await server.api.create();
    await server.api.change(_id, { status: "processing" });
    await rowIs(server, "sending");
    await server.api.change(_id, { status: "shipped" });
    await tab.heard(3, 2_000);
    smtp.holdData = async () => await Promise.resolve();
    release();
    await until("both mails", () => smtp.received.length === 2);
  });
});

describe("the worker was away", () => {
  it("when a status changed while no worker ran, then it is mailed at the next start, and never again", async () => {
    const smtp = await smtpAt();
    const options = { database: newDatabaseName(), settings: smtpSettings(smtp) };
    const first = await start(options);
    const { _id } = await first.api.create();
    const place = await first.db.collection("watchers").findOne();
    await first.stop();
    const client = await new MongoClient(first.uri).connect();
    cleanups.push(async () => await client.close());
    const db = client.db();
    await db.collection("orders").updateOne({ _id: new ObjectId(_id) }, { $set: { status: "shipped" } });

    const second = await start(options);
    await until("the mail", () => smtp.received.length === 1);
    await rowIs(second, "sent");
    await second.stop();

    // As after a crash: the worker's place is the old one, so that every change comes again.
    await db.collection("watchers").replaceOne({}, { cursor: place?.cursor as unknown });
    const third = await start(options);
    await third.api.change(_id, { status: "delivered" });
    await until("the next mail", () => smtp.received.length > 1);
    expect(smtp.received.map(({ mail }) => /Status: +(.*)/.exec(mail.text ?? "")?.[1])).toEqual([
      "Pending -> Shipped",
      "Shipped -> Delivered",
    ]);
  });

  it("when the oplog no longer holds its place, then it says so loudly and goes on", async () => {
    const smtp = await smtpAt();
    const options = { database: newDatabaseName(), settings: smtpSettings(smtp) };
    const first = await start(options);
    const tab = await first.connect();
    const { _id } = await first.api.create();
    const [created] = await tab.heard(1);
    // The same event, but of long ago.
    const cursor = created?.meta.cursor.replace(/^82.{8}/, "8200000001");
    await first.stop();
    const client = await new MongoClient(first.uri).connect();
    cleanups.push(async () => await client.close());
    await client.db().collection("watchers").updateOne({}, { $set: { cursor } });

    const second = await start(options);
    await until("the alarm", () => second.log.some((line) => line.includes("no longer holds")));
    const { text } = await second.api.send("GET", "/metrics");
    expect(text).toMatch(/^order_worker_history_lost_total 1$/m);
    await until("the worker is current", async () => {
      const { body } = await second.api.send("GET", "/health/ready");
      return (body as { worker: { lag_ms: number | null } }).worker.lag_ms !== null;
    });
    await second.api.change(_id, { status: "shipped" });
    await until("the mail", () => smtp.received.length === 1);
  });
});
