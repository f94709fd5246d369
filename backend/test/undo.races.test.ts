// An undo beside a mail that is about to be sent, a process that ends in between, and a history that is lost.
import { ObjectId } from "mongodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openForRequests, openForWatcher, type Database } from "../src/models/database.js";
import { mailQueue } from "../src/models/mailQueue.js";
import { mailRow } from "./helpers/mailRow.js";
import { newDatabaseName, startTestServer, type TestServer } from "./helpers/server.js";
import { smtpSettings, startSmtp, type SmtpPeer } from "./helpers/smtp.js";
import { ship } from "./helpers/undo.js";
import { until } from "./helpers/wait.js";

const name = { database: newDatabaseName() };
let smtp: SmtpPeer;
const servers: TestServer[] = [];
const start = async (settings: Record<string, string> = {}) => {
  const server = await startTestServer({ ...name, settings: { UNDO_SECONDS: "60", ...settings } });
  servers.push(server);
  return server;
};
beforeEach(async () => {
  name.database = newDatabaseName();
  smtp = await startSmtp();
});
afterEach(async () => {
  for (const { stop } of servers.splice(0)) await stop();
  await smtp.stop();
});

const rowsOf = async ({ db }: TestServer) => await db.collection("mails").find().toArray();
const changeIdOf = async ({ orders }: TestServer, id: string) =>
  (
    (await orders.findOne({ _id: new ObjectId(id) }))?.status_changes as { id: ObjectId }[]
  )[0]!.id.toHexString();

/** A mail of the order's first change that is due now, though the change can be taken back for long. */
async function dueMail(server: TestServer, { mails }: Database, id: string) {
  const change = await changeIdOf(server, id);
  const undo = { change, until: new Date(), job: null };
  await mails.insertOne(mailRow(change, { order_id: id, undo }));
  return change;
}

describe("an undo and a mail at the same moment", () => {
  it("when both are tried at once, again and again, then each time exactly one of them happens", async () => {
    const server = await start();
    await server.restWorker();
    const [asking, sending] = [openForRequests(server.uri), openForWatcher(server.uri)];
    const queue = mailQueue(sending);
    try {
      const outcomes = { undone: 0, claimed: 0 };
      for (let round = 0; round < 60; round++) {
        const { _id } = await server.api.create();
        await ship(server, _id);
        const mail = await dueMail(server, asking, _id);
        const path = `/api/orders/${_id}/undo`;
        // Sometimes the one has a start over the other.
        const [claimed, { status }] = await Promise.all([
          new Promise((resolve) => setTimeout(resolve, round % 6)).then(
            async () => await queue.claim(60_000),
          ),
          server.api.send("POST", path, { json: { version: 2 } }),
        ]);
        const order = await server.api.get(_id);
        const row = await sending.mails.findOne({ _id: mail });
        if (claimed) {
          expect([status, order.status, row?.state]).toEqual([409, "shipped", "sending"]);
          outcomes.claimed += 1;
        } else {
          expect([status, order.status, row?.state]).toEqual([200, "pending", "suppressed"]);
          outcomes.undone += 1;
        }
      }
      expect(Math.min(outcomes.claimed, outcomes.undone)).toBeGreaterThan(0);
    } finally {
      await Promise.all([asking.client.close(), sending.client.close()]);
    }
  });

  it("when a row is made after the undo was seen, as by a process that stood still, then it is never sent", async () => {
    const server = await start();
    const { _id } = await server.api.create();
    await ship(server, _id);
    await server.api.undo(_id, 2);
    const sending = openForWatcher(server.uri);
    try {
      await until("the undo was seen", async () => (await rowsOf(server))[0]?.state === "suppressed");
      await sending.mails.deleteMany({});
      const mail = await dueMail(server, sending, _id);
      expect(await mailQueue(sending).claim(60_000)).toBeUndefined();
      expect(await sending.mails.findOne({ _id: mail })).toMatchObject({
        state: "suppressed",
        response: "Undone",
        attempts: 0,
      });
    } finally {
      await sending.client.close();
    }
  });

  it("when the sender ends between closing the change and taking the mail, then another sends it", async () => {
    const server = await start();
    await server.restWorker();
    const { _id } = await server.api.create();
    await ship(server, _id);
    const sending = openForWatcher(server.uri);
    try {
      const mail = await dueMail(server, sending, _id);
      await server.orders.updateOne(
        { _id: new ObjectId(_id) },
        { $set: { "status_changes.0.closed": true } },
      );
      expect(
        await server.api.problem("POST", `/api/orders/${_id}/undo`, { json: { version: 2 } }),
      ).toMatchObject({
        code: "undo_too_late",
      });
      expect(await mailQueue(sending).claim(60_000)).toMatchObject({ _id: mail, state: "sending" });
    } finally {
      await sending.client.close();
    }
  });
});

describe("a worker that comes late", () => {
  it("when it ended between the change and the undo, then the next one sends nothing about it", async () => {
    const server = await start(smtpSettings(smtp, { UNDO_SECONDS: "1" }));
    const { _id } = await server.api.create();
    await until("the worker works", async () => (await server.api.story(_id)).length === 1);
    await server.restWorker();
    await ship(server, _id);
    await server.api.undo(_id, 2);
    // Due long ago when its row is made.
    const { undo_until } = (
      (await server.orders.findOne({ _id: new ObjectId(_id) }))?.status_changes as { undo_until: Date }[]
    )[0]!;
    await until("its time is over", () => Date.now() > undo_until.getTime() + 1_500);
    const other = await server.api.create({ customer_email: "other@example.com" });
    await server.api.change(other._id, { status: "shipped" });
    await server.wakeWorker();
    await until("the other's mail", () => smtp.received.length > 0);
    await until("all rows are at their end", async () =>
      (await rowsOf(server)).every(({ state }) => state === "sent" || state === "suppressed"),
    );
    expect(smtp.received.map(({ to }) => to[0])).toEqual(["other@example.com"]);
    expect(await server.db.collection("mails").findOne({ order_id: _id })).toMatchObject({
      response: "Undone",
    });
  });

  it("when the history is lost, then what was undone is recorded as such, and the rest is mailed", async () => {
    const server = await start(smtpSettings(smtp));
    const tab = await server.connect();
    const back = await server.api.create();
    const gone = await server.api.create();
    const both = await server.api.create();
    for (const { _id } of [back, gone, both])
      await until("the story", async () => (await server.api.story(_id)).length === 1);
    const [event] = await tab.heard(1);
    await server.restWorker();
    for (const { _id } of [back, gone, both]) {
      await ship(server, _id);
      await server.api.undo(_id, 2);
    }
    await server.api.remove(gone._id);
    await server.api.change(both._id, { status: "cancelled" });
    await server.wakeWorker({ cursor: event!.meta.cursor.replace(/^82.{8}/, "8200000001") });
    await until("it has caught up", async () => (await rowsOf(server)).length >= 4);
    await until("the mail", () => smtp.received.length === 1);
    await until("the story", async () => (await server.api.story(both._id)).length === 2);
    const told = (await rowsOf(server)).map(
      ({ order_id, to_status, state }) => `${String(order_id)} ${String(to_status)} ${String(state)}`,
    );
    expect(told.sort()).toEqual(
      [
        `${back._id} shipped suppressed`,
        `${gone._id} shipped suppressed`,
        `${both._id} shipped suppressed`,
        `${both._id} cancelled sent`,
      ].sort(),
    );
  });
});
