// What cannot be taken back, and what no mail server is there for.
import { ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { smtpSettings, startSmtp, type SmtpPeer } from "./helpers/smtp.js";
import { create, IN_DASHBOARD, refused, rowOf, ship } from "./helpers/undo.js";
import { until } from "./helpers/wait.js";

let smtp: SmtpPeer;
let slow: TestServer;
let never: TestServer;
let captured: TestServer;
beforeAll(async () => {
  smtp = await startSmtp();
  const start = async (seconds: string) =>
    await startTestServer({ settings: smtpSettings(smtp, { UNDO_SECONDS: seconds }) });
  const withoutMail = startTestServer({ settings: { UNDO_SECONDS: "1" } });
  [slow, never, captured] = await Promise.all([start("60"), start("0"), withoutMail]);
});
afterAll(async () => {
  await Promise.all([slow, never, captured].map(async ({ stop }) => await stop()));
  await smtp.stop();
});

describe("without a mail server", () => {
  it("when its time is over and no mail went, then it is too late too", async () => {
    const order = await create(captured);
    await ship(captured, order._id);
    await rowOf(captured, order._id, "captured");
    const refusal = await until("it is too late", async () => {
      const last = (await captured.orders.findOne({ _id: new ObjectId(order._id) }))?.status_changes as [
        { undo_until: Date },
      ];
      return Date.now() > last[0].undo_until.getTime() && (await refused(captured, order._id, 2));
    });
    expect(refusal).toMatchObject({ detail: "The time in which it could be taken back is over." });
    expect((await captured.api.get(order._id)).version).toBe(2);
  });

  it("when no mail server is configured, then the captured mail is suppressed", async () => {
    const order = await create(captured);
    await ship(captured, order._id);
    await captured.api.undo(order._id, 2);
    expect(await rowOf(captured, order._id, "suppressed")).toMatchObject({ response: "Undone" });
  });
});

describe("what cannot be taken back", () => {
  it("when the API changed it, then it is mailed at once, and no undo is offered", async () => {
    const order = await create(slow);
    expect(await ship(slow, order._id, {})).not.toHaveProperty("undo_until");
    await rowOf(slow, order._id, "sent");
    expect((await refused(slow, order._id, 2)).detail).toMatch(
      /^Only a change that was made in the dashboard/,
    );
  });

  it("when more than the status is changed, or undo is switched off, then it is mailed at once", async () => {
    const order = await create(slow);
    const both = { status: "shipped", quantity: 2 };
    expect(await slow.api.change(order._id, both, IN_DASHBOARD)).not.toHaveProperty("undo_until");
    await rowOf(slow, order._id, "sent");
    const other = await create(never);
    expect(await ship(never, other._id)).not.toHaveProperty("undo_until");
    await rowOf(never, other._id, "sent");
  });

  it("when the version is no change of status, or there is no such order, then that is said", async () => {
    const { _id } = await create(slow);
    expect((await refused(slow, _id, 1)).detail).toBe("Version 1 is no change of status.");
    expect(await refused(slow, "f".repeat(24), 1)).toMatchObject({ code: "order_not_found" });
    for (const version of [undefined, "2", 0, 1.5, null])
      expect((await refused(slow, _id, version)).errors?.map(({ pointer }) => pointer)).toEqual(["/version"]);
    expect(await slow.api.problem("POST", `/api/orders/${_id}/undo`, { raw: "2" })).toMatchObject({
      status: 415,
    });
    expect(await slow.api.problem("GET", `/api/orders/${_id}/undo`)).toMatchObject({ status: 405 });
  });
});
