import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newOrder, type Sent } from "./helpers/api.js";
import { startTestServer, type TestServer } from "./helpers/server.js";

let server: TestServer;
let id: string;
beforeAll(async () => {
  server = await startTestServer();
  id = (await server.api.create())._id;
});
afterAll(async () => await server.stop());

type Bad = [name: string, status: number, code: string, sent: Sent];

const invalid = (name: string, fields: object): Bad => [
  name,
  422,
  "validation_failed",
  { json: { ...newOrder(), ...fields } },
];
const raw = (name: string, status: number, code: string, text: string, type = "application/json"): Bad => [
  name,
  status,
  code,
  { raw: text, headers: { "Content-Type": type } },
];
const withField = (text: string) => JSON.stringify(newOrder()).replace("{", `{${text},`);
const key = (value: string): Sent => ({ json: newOrder(), headers: { "Idempotency-Key": value } });

const BODIES: Bad[] = [
  invalid("a number for a name", { customer_name: 5 }),
  invalid("null for a name", { customer_name: null }),
  invalid("a list for a name", { customer_name: ["Ada"] }),
  invalid("an empty name", { customer_name: "" }),
  invalid("a blank name", { product_name: "   " }),
  invalid("a name of 10,000 characters", { customer_name: "x".repeat(10_000) }),
  invalid("an operator for a name", { customer_name: { $gt: "" } }),
  invalid("an operator for a status", { status: { $ne: null } }),
  invalid("an unknown key", { note: "x" }),
  invalid("a dotted key", { "items.0.price": 0 }),
  invalid("a constructor key", { constructor: {} }),
  invalid("fields of the server", { version: 5, _id: "0".repeat(24), total: 1 }),
  raw("a __proto__ key", 422, "validation_failed", withField('"__proto__":{"admin":true}')),
  invalid("CR LF in a name", { customer_name: "Ada\r\nBcc: x@y.com" }),
  invalid("LF at the end of a name", { product_name: "Lamp\n" }),
  invalid("NUL in a name", { product_name: "La\0mp" }),
  invalid("LF at the end of an address", { customer_email: "a@b.com\n" }),
  invalid("CR LF in an address", { customer_email: "a@b.com\r\nRCPT TO:<x@y.com>" }),
  invalid("NUL in an address", { customer_email: "a\0@b.com" }),
  invalid("a lone surrogate", { customer_name: "\ud800" }),
  invalid("two addresses", { customer_email: "a@b.com,c@d.com" }),
  invalid("a quoted address", { customer_email: '"x@evil.com"@good.com' }),
  invalid("10,000 nested groups", { customer_email: "(".repeat(10_000) + "a@b.com" }),
  ...[0, -1, 1.5, 1e9, "1", null].map((quantity) => invalid(`quantity ${quantity}`, { quantity })),
  ...[-1, 0.001, "12", 1e12, null, []].map((price) => invalid(`price ${JSON.stringify(price)}`, { price })),
  raw("price 1e400", 422, "validation_failed", withField('"price":1e400')),
  invalid("price 0.5 in yen", { price: 0.5, currency: "JPY" }),
  invalid("a total beyond exact numbers", { price: 999_999_999, quantity: 1_000_000 }),
  invalid("an unknown currency", { currency: "XXQ" }),
  invalid("an unknown status", { status: "lost" }),
  raw("a list as body", 422, "validation_failed", "[]"),
  raw("a text as body", 400, "malformed_json", '"text"'),
  raw("null as body", 400, "malformed_json", "null"),
  raw("broken JSON", 400, "malformed_json", '{"customer_name":'),
  raw("JSON in single quotes", 400, "malformed_json", "{'customer_name':'x'}"),
  raw("an empty body", 422, "validation_failed", ""),
  raw("depth 5,000", 422, "validation_failed", withField(`"note":${"[".repeat(5_000)}${"]".repeat(5_000)}`)),
  raw("200 kB", 413, "body_too_large", JSON.stringify({ note: "x".repeat(200_000) })),
  ["no content type", 415, "unsupported_media_type", { raw: JSON.stringify(newOrder()) }],
  raw("text/plain", 415, "unsupported_media_type", JSON.stringify(newOrder()), "text/plain"),
  raw("a form", 415, "unsupported_media_type", "a=b", "application/x-www-form-urlencoded"),
  raw("another charset", 415, "unsupported_media_type", "{}", "application/json; charset=latin1"),
  ["an unknown encoding", 415, "unsupported_media_type", { json: {}, headers: { "Content-Encoding": "x" } }],
  ["a broken encoding", 400, "malformed_request", { json: {}, headers: { "Content-Encoding": "gzip" } }],
  ["an Idempotency-Key of 256", 400, "malformed_request", key("k".repeat(256))],
  ["an Idempotency-Key with spaces", 400, "malformed_request", key("a b")],
  ["an empty Idempotency-Key", 400, "malformed_request", key("")],
];

const documents = async () => ({
  orders: await server.orders.find().sort({ _id: 1 }).toArray(),
  keys: await server.db.collection("idempotency_keys").countDocuments(),
});

async function assertStillWorks(): Promise<void> {
  expect((await server.api.get(id))._id).toBe(id);
}

describe("bad bodies", () => {
  it.each(BODIES)(
    "when POST gets %s, then %i %s, nothing written, the next works",
    async (_, status, code, sent) => {
      const before = await documents();
      const problem = await server.api.problem("POST", "/api/orders", sent);
      expect([problem.status, problem.code]).toEqual([status, code]);
      if (status === 422) expect(problem.errors?.length).toBeGreaterThan(0);
      expect(await documents()).toEqual(before);
      await assertStillWorks();
    },
  );

  const CHANGES: Bad[] = BODIES.filter(
    ([name]) => !/Idempotency|fields of the server|price 0.5 in yen|an empty body/.test(name),
  );
  it.each(CHANGES)("when PUT gets %s, then %i %s and the order stays", async (_, status, code, sent) => {
    const before = await documents();
    const problem = await server.api.problem("PUT", `/api/orders/${id}`, sent);
    expect([problem.status, problem.code]).toEqual([status, code]);
    expect(await documents()).toEqual(before);
  });

  it("when several fields are wrong, then all are named at once with their pointers", async () => {
    const json = { customer_name: "", customer_email: "x", quantity: 0, "a/b~c": 1 };
    const { errors } = await server.api.problem("POST", "/api/orders", { json });
    const pointers = ["/customer_name", "/customer_email", "/product_name", "/quantity", "/a~1b~0c"];
    expect(errors?.map(({ pointer }) => pointer).sort()).toEqual(pointers.sort());
  });

  it("when the price does not fit the currency that stays, then the change is refused", async () => {
    const { _id } = await server.api.create({ currency: "JPY", price: 100 });
    const problem = await server.api.problem("PUT", `/api/orders/${_id}`, { json: { price: 0.5 } });
    expect(problem.errors).toEqual([
      { pointer: "/price", message: "The price must be a whole number: JPY has no decimals" },
    ]);
  });

  it("when any bad body was sent, then no prototype was touched", () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
