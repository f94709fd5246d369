import { ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newDatabaseName, startTestServer, type TestServer } from "./helpers/server.js";
import { smtpSettings, startSmtp, type Received, type SmtpPeer } from "./helpers/smtp.js";
import { until } from "./helpers/wait.js";

const database = newDatabaseName();
let smtp: SmtpPeer;
let a: TestServer;
let b: TestServer;
beforeAll(async () => {
  smtp = await startSmtp();
  const options = { database, settings: smtpSettings(smtp) };
  [a, b] = await Promise.all([startTestServer(options), startTestServer(options)]);
});
afterAll(async () => {
  await Promise.all([a.stop(), b.stop()]);
  await smtp.stop();
});

const mailsOf = (id: string) => smtp.received.filter(({ mail }) => mail.subject?.includes(id));
const rowsOf = async (id: string) => await a.db.collection("mails").find({ order_id: id }).toArray();

/** Waits for the first mail of the order, and then for the one about a later order: by then a second one would be there. */
async function onlyMailOf(id: string): Promise<Received> {
  await until(`a mail of ${id}`, () => mailsOf(id).length > 0);
  const later = await a.api.create();
  await b.api.change(later._id, { status: "delivered" });
  await until("the later mail", () => mailsOf(later._id).length > 0);
  expect(mailsOf(id)).toHaveLength(1);
  return mailsOf(id)[0]!;
}

const NASTY = {
  customer_name: `<script>alert("1")</script> & 'Söhne'`,
  product_name: `"Lamp" <img src=x onerror=alert(1)> 灯 \u202Eمحمد`,
  customer_email: "nasty+tag@example.com",
};

describe("a change of status", () => {
  it("when the API ships an order and two backends run, then exactly one mail tells the customer all", async () => {
    const order = await a.api.create({ quantity: 3, price: 33.5, customer_email: "ada@example.com" });
    await b.api.change(order._id, { status: "shipped" });
    const { mail, to, raw } = await onlyMailOf(order._id);
    expect(to).toEqual(["ada@example.com"]);
    expect(mail.subject).toBe(`Order ${order._id} - Status Updated`);
    expect(mail.from?.value).toEqual([{ name: "Corner Shop", address: "orders@shop.example" }]);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
    for (const text of [mail.text ?? "", String(mail.html)]) {
      for (const part of [String(order.order_number), "Test Product", "3", "$100.50", "Pending", "Shipped"])
        expect(text).toContain(part);
      expect(text).toContain("Test User");
    }
    const [row, ...others] = await until("the row is sent", async () => {
      const rows = await rowsOf(order._id);
      return rows[0]?.state === "sent" && rows;
    });
    expect(others).toEqual([]);
    expect(row).toMatchObject({ state: "sent", attempts: 1, from_status: "pending", to_status: "shipped" });
    expect(row?.message_id).toBe(mail.messageId);
    expect(mail.messageId).toMatch(/^<[0-9a-f]{40}@shop\.example>$/);
  });

  it("when a script changes the status, then the customer gets a mail too", async () => {
    const _id = new ObjectId();
    await a.orders.insertOne({ _id, customer_email: "hand@example.com", product_name: "Tray", price: 5 });
    await a.orders.updateOne({ _id }, { $set: { status: "processing" } });
    const { mail, to } = await onlyMailOf(_id.toHexString());
    expect(to).toEqual(["hand@example.com"]);
    expect(mail.text).toContain("Pending -> Processing");
    expect(mail.text).toContain("$5.00");
  });

  it("when a script replaces the order, then its change of status counts as well", async () => {
    const { _id, customer_email } = await a.api.create({ customer_email: "replaced@example.com" });
    await a.orders.replaceOne({ _id: new ObjectId(_id) }, { customer_email, status: "cancelled" });
    expect((await onlyMailOf(_id)).mail.text).toContain("Pending -> Cancelled");
  });

  it("when values hold markup, quotes or other scripts, then the HTML shows them and runs nothing", async () => {
    const { _id } = await a.api.create({ ...NASTY, currency: "EUR", price: 1234.5 });
    await a.api.change(_id, { status: "shipped" });
    const { mail, to } = await onlyMailOf(_id);
    const html = String(mail.html);
    expect(to).toEqual([NASTY.customer_email]);
    expect(html).not.toMatch(/<script|<img/i);
    expect(html).toContain("&lt;script&gt;");
    expect(html).toContain("&amp;");
    expect(html).toContain("灯");
    expect(html).toContain("€1,234.50");
    expect(mail.text).toContain(NASTY.customer_name);
    expect(mail.text).toContain(NASTY.product_name);
  });

  it("when two changes follow each other quickly, then each has its own mail with its own states", async () => {
    const { _id } = await a.api.create();
    await a.api.change(_id, { status: "processing" });
    await a.api.change(_id, { status: "shipped" });
    await until("both mails", () => mailsOf(_id).length === 2);
    const texts = mailsOf(_id).map(({ mail }) => /Status: +(.*)/.exec(mail.text ?? "")?.[1]);
    expect(texts.sort()).toEqual(["Pending -> Processing", "Processing -> Shipped"]);
    expect(new Set(mailsOf(_id).map(({ mail }) => mail.messageId)).size).toBe(2);
  });
});

describe("what is no change of status", () => {
  it("when other fields change, the same status comes again, or an order is made, deleted or restored, then no mail", async () => {
    const { _id } = await a.api.create({ status: "shipped" });
    await a.api.change(_id, { quantity: 2, product_name: "Else", customer_email: "new@example.com" });
    await a.api.change(_id, { status: "shipped" });
    await a.orders.updateOne({ _id: new ObjectId(_id) }, { $set: { status: "shipped" } });
    await a.api.remove(_id);
    await a.api.restore(_id);
    const last = await a.api.create();
    await a.api.change(last._id, { status: "shipped" });
    await onlyMailOf(last._id);
    expect(mailsOf(_id)).toEqual([]);
    expect(await rowsOf(_id)).toEqual([]);
  });

  it.each(["", "no address", "a@b.com, c@d.com", "a@b.com\r\nBcc: c@d.com", '"x@evil.com"@good.com'])(
    "when a script wrote the address %j, then the row says why nothing was sent",
    async (customer_email) => {
      const _id = new ObjectId();
      await a.orders.insertOne({ _id, customer_email, status: "pending" });
      await a.orders.updateOne({ _id }, { $set: { status: "shipped" } });
      const [row] = await until("the row", async () => {
        const rows = await rowsOf(_id.toHexString());
        return rows.length > 0 && rows;
      });
      expect(row).toMatchObject({ state: "failed", attempts: 0 });
      expect(row?.response).toMatch(/address|@|after/);
      expect(mailsOf(_id.toHexString())).toEqual([]);
    },
  );
});

describe("the logs", () => {
  it("when all this was logged, then no address and no name is among it", () => {
    const lines = [...a.log, ...b.log].join("");
    expect(lines).toContain("Mail sent");
    expect(lines).not.toMatch(/@example\.com|@b\.com|<script|Söhne/);
  });
});
