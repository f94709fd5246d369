// Taking a change of status back, over the API, with a real mail server.
import type { Order } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { smtpSettings, startSmtp, type SmtpPeer } from "./helpers/smtp.js";
import { create, IN_DASHBOARD, refused, rowOf, rowsOf, sendNow, ship, storyOf } from "./helpers/undo.js";
import { until } from "./helpers/wait.js";

let smtp: SmtpPeer;
let slow: TestServer;
let quick: TestServer;
beforeAll(async () => {
  smtp = await startSmtp();
  const start = async (seconds: string) =>
    await startTestServer({ settings: smtpSettings(smtp, { UNDO_SECONDS: seconds }) });
  [slow, quick] = await Promise.all([start("60"), start("1")]);
});
afterAll(async () => {
  await Promise.all([slow.stop(), quick.stop()]);
  await smtp.stop();
});

const mailsTo = ({ customer_email }: Order) => smtp.received.filter(({ to }) => to.includes(customer_email));

describe("a change of status that the dashboard makes", () => {
  it("when it is taken back in time, then the order is as before, its story says so, and no mail is sent", async () => {
    const order = await create(slow);
    const tab = await slow.connect();
    const changed = await ship(slow, order._id);
    expect(Date.parse(changed.undo_until ?? "") - Date.parse(changed.updated_at)).toBe(60_000);
    expect(await slow.api.get(order._id)).not.toHaveProperty("undo_until");
    const waiting = await rowOf(slow, order._id, "queued");
    expect((waiting.next_attempt_at as Date).toISOString()).toBe(
      new Date(Date.parse(changed.undo_until ?? "") + 1_000).toISOString(),
    );

    const undone = await slow.api.undo(order._id, changed.version);
    expect(undone).toEqual({ ...order, version: 3, updated_at: undone.updated_at });
    expect(await rowOf(slow, order._id, "suppressed")).toMatchObject({ response: "Undone" });
    const [last, first] = await storyOf(slow, order._id, 3);
    expect(last).toMatchObject({ kind: "undone", undoes: first?._id, version: 3, by: "api", mails: [] });
    expect(last?.changes).toEqual([{ field: "status", from: "shipped", to: "pending" }]);
    expect(first).toMatchObject({ kind: "updated", mails: [{ state: "suppressed", response: "Undone" }] });
    await tab.heard(2);
    expect(tab.events.map(({ meta }) => meta.version)).toEqual([2, 3]);
    expect(await rowsOf(slow, order._id)).toHaveLength(1);
    expect(mailsTo(order)).toEqual([]);

    // And then it is changed for good.
    const again = await ship(slow, order._id, {});
    expect(again).not.toHaveProperty("undo_until");
    await until("the mail", () => mailsTo(order).length > 0);
    expect((await storyOf(slow, order._id, 4))[0]).not.toHaveProperty("undoes");
    expect(await rowsOf(slow, order._id)).toHaveLength(2);
  });

  it("when it is not taken back, then it is mailed once after its time, and then it is too late", async () => {
    const order = await create(quick);
    const tab = await quick.connect();
    const changed = await ship(quick, order._id);
    await rowOf(quick, order._id, "sent");
    // That the mail is on its way is noted in the order, and no news to anyone who looks at it.
    const other = await create(quick);
    await until("the next order", () => tab.events.some((event) => event.order._id === other._id));
    expect(tab.events.filter((event) => event.order._id === order._id)).toHaveLength(1);
    expect(Date.now()).toBeGreaterThan(Date.parse(changed.undo_until ?? ""));
    expect(mailsTo(order)).toHaveLength(1);
    expect(await refused(quick, order._id, 2)).toMatchObject({
      status: 409,
      code: "undo_too_late",
      detail: "Its mail may be on its way to the customer.",
      current: { version: 2, status: "shipped" },
    });
    expect((await storyOf(quick, order._id, 2))[0]?.changes).toHaveLength(1);
  });

  it("when a person sends its mail now, then it goes, and the change stays", async () => {
    const order = await create(slow);
    const { version } = await ship(slow, order._id);
    await sendNow(slow, order._id);
    await rowOf(slow, order._id, "sent");
    expect(await refused(slow, order._id, version)).toMatchObject({
      detail: "Its mail may be on its way to the customer.",
    });
    expect(mailsTo(order)).toHaveLength(1);
  });

  it("when the same customer's earlier mail is sent now, then a later one still waits", async () => {
    const [first, later] = [await create(slow), await create(slow)];
    await slow.api.change(later._id, { customer_email: first.customer_email });
    await ship(slow, first._id);
    await rowOf(slow, first._id, "queued");
    const { version } = await ship(slow, later._id);
    await rowOf(slow, later._id, "queued");
    await sendNow(slow, first._id);
    await rowOf(slow, first._id, "sent");
    await slow.api.undo(later._id, version);
    await rowOf(slow, later._id, "suppressed");
    expect(mailsTo(first)).toHaveLength(1);
  });

  it("when the order is deleted while it waits, then the mail is sent all the same", async () => {
    const order = await create(quick);
    await ship(quick, order._id);
    await quick.api.remove(order._id);
    await rowOf(quick, order._id, "sent");
    expect(mailsTo(order)).toHaveLength(1);
    await quick.api.restore(order._id);
    expect(await refused(quick, order._id, 2)).toMatchObject({ code: "undo_too_late" });
  });

  it("when it is taken back many times at once, then that is one change", async () => {
    const order = await create(slow);
    const { version } = await ship(slow, order._id);
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => await slow.api.undo(order._id, version)),
    );
    for (const answer of answers) expect(answer).toMatchObject({ version: 3, status: "pending" });
    expect(await slow.api.undo(order._id, version)).toMatchObject({ version: 3 });
  });

  it("when other fields were changed since, then these stay; when the status was, then it is too late", async () => {
    const order = await create(slow);
    await ship(slow, order._id);
    await slow.api.change(order._id, { customer_name: "Renamed" });
    expect(await slow.api.undo(order._id, 2)).toMatchObject({
      version: 4,
      customer_name: "Renamed",
      status: "pending",
    });
    await ship(slow, order._id);
    await slow.api.change(order._id, { status: "delivered" }, IN_DASHBOARD);
    expect(await refused(slow, order._id, 5)).toMatchObject({
      detail: "The status has been changed since.",
      current: { status: "delivered" },
    });
    expect(await slow.api.undo(order._id, 6)).toMatchObject({ status: "shipped", version: 7 });
    await slow.orders.updateOne({ _id: new ObjectId(order._id) }, { $set: { status: "returned" } });
    expect(await refused(slow, order._id, 5)).toMatchObject({ code: "undo_too_late" });
  });

  it("when two changes are taken back one after the other, then both are, and no mail is sent", async () => {
    const order = await create(slow);
    await slow.api.change(order._id, { status: "processing" }, IN_DASHBOARD);
    await ship(slow, order._id);
    await until("the mails", async () => (await rowsOf(slow, order._id)).length === 2);
    expect(await refused(slow, order._id, 2)).toMatchObject({ detail: "The status has been changed since." });
    expect(await slow.api.undo(order._id, 3)).toMatchObject({ status: "processing", version: 4 });
    expect(await slow.api.undo(order._id, 2)).toMatchObject({ status: "pending", version: 5 });
    for (const version of [2, 3])
      expect(await slow.api.undo(order._id, version)).toMatchObject({ status: "pending", version: 5 });
    await until("both are suppressed", async () =>
      (await rowsOf(slow, order._id)).every(({ state }) => state === "suppressed"),
    );
    const kinds = (await storyOf(slow, order._id, 5)).map(({ kind }) => kind);
    expect(kinds).toEqual(["undone", "undone", "updated", "updated", "created"]);
    expect(mailsTo(order)).toEqual([]);
  });

  it("when somebody changes it after the first was taken back, then the second is too late", async () => {
    const order = await create(slow);
    await slow.api.change(order._id, { status: "processing" }, IN_DASHBOARD);
    await ship(slow, order._id);
    await slow.api.undo(order._id, 3);
    await slow.api.change(order._id, { status: "cancelled" });
    expect(await refused(slow, order._id, 2)).toMatchObject({ detail: "The status has been changed since." });
  });
});
