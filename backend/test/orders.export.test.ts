// Orders as a CSV file, over real HTTP, read back by a parser.
import { request } from "node:http";
import { EXPORT_COLUMNS } from "@order-desk/contract";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

const PATH = "/api/orders/export.csv";
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => await server.stop());

async function fetchFile(query = "") {
  const response = await fetch(`${server.url}${PATH}${query}`);
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}
const rowsOf = async (query = "") => {
  const { bytes } = await fetchFile(query);
  return parse<Record<string, string>>(bytes, { bom: true, columns: true });
};

/** Straight into the database: as many as one likes. */
async function store(count: number, name: string) {
  const [{ insertMany }, now] = [{ insertMany: server.orders.insertMany.bind(server.orders) }, Date.now()];
  for (let done = 0; done < count; done += 5_000)
    await insertMany(
      Array.from({ length: Math.min(5_000, count - done) }, (_, index) => ({
        customer_name: name,
        customer_email: "many@example.com",
        product_name: "P",
        version: 1,
        created_at: new Date(now - done - index),
        updated_at: new Date(now),
        status: "pending",
      })) as never[],
    );
}

describe("the file", () => {
  it("when orders are exported, then each is one line with every column, as RFC 4180 has it", async () => {
    const first = await server.api.create({
      customer_name: 'Ada "the" Lovelace, Countess',
      price: 49.9,
      quantity: 2,
    });
    const second = await server.api.create({
      customer_name: "José",
      currency: "JPY",
      price: 500,
      status: "shipped",
    });
    const { response, bytes } = await fetchFile();
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename=orders-\d{4}-\d\d-\d\d\.csv$/,
    );
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = bytes.toString().slice(1);
    expect(text.split("\r\n")).toHaveLength(4);
    expect(text.split("\r\n")[0]).toBe(EXPORT_COLUMNS.join(","));
    expect(text).toContain('"Ada ""the"" Lovelace, Countess"');
    expect(await rowsOf()).toMatchObject([
      {
        order_number: String(second.order_number),
        customer_name: "José",
        price: "500",
        total: "500",
        currency: "JPY",
      },
      {
        _id: first._id,
        customer_name: first.customer_name,
        price: "49.90",
        total: "99.80",
        created_at: first.created_at,
      },
    ]);
  });

  it("when filter, sort, columns, ids and bom are said, then the file is like that", async () => {
    const orders = await server.api.list();
    const { bytes } = await fetchFile("?columns=currency,total&sort=total&bom=false");
    expect(bytes.toString()).toBe("currency,total\r\nUSD,99.80\r\nJPY,500\r\n");
    expect(await rowsOf("?status=shipped&columns=status")).toEqual([{ status: "shipped" }]);
    const ids = orders.map(({ _id }) => _id);
    const named = `?ids=${[...ids, "1".repeat(24)].join(",")}`;
    expect((await rowsOf(named)).map(({ _id }) => _id)).toEqual(ids);
    expect((await rowsOf(`${named}&sort=created_at`)).map(({ _id }) => _id)).toEqual(ids.toReversed());
    expect(await rowsOf(`${named}&status=shipped&columns=status`)).toEqual([{ status: "shipped" }]);
    expect((await fetch(server.url + PATH, { method: "HEAD" })).status).toBe(200);
  });

  it("when something is wrong, then the answer names it", async () => {
    expect((await server.api.problem("GET", `${PATH}?columns=colour`)).errors?.[0]?.pointer).toMatch(
      /^\/columns/,
    );
    expect((await server.api.problem("GET", `${PATH}?limit=5`)).errors?.[0]?.pointer).toBe("/limit");
    expect((await server.api.problem("POST", PATH)).code).toBe("method_not_allowed");
  });

  it("when people write formulas, quotes, emoji or line ends, then a spreadsheet gets text, and the text is whole", async () => {
    const seed = Date.now();
    const nasty = fc.string({
      unit: fc.constantFrom(
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        '"',
        "'",
        ",",
        ";",
        "é",
        "😀",
        "ا",
        "$",
        "a",
        "1",
        " ",
      ),
      minLength: 1,
      maxLength: 12,
    });
    await server.orders.deleteMany({});
    const texts = fc.sample(nasty, { numRuns: 200, seed });
    await server.orders.insertMany(
      texts.map((text, index) => ({
        product_name: text,
        version: 1,
        order_number: index + 1,
        status: "pending",
      })) as never[],
    );
    const { bytes } = await fetchFile("?columns=product_name,order_number&sort=order_number");
    const outside = bytes.toString().replaceAll(/"(?:[^"]|"")*"/g, "");
    expect(outside.replaceAll("\r\n", ""), `seed ${seed}`).not.toMatch(/[\r\n;\t]/);
    const rows = parse<Record<string, string>>(bytes, { bom: true, columns: true });
    expect(rows.length, `seed ${seed}`).toBe(texts.length);
    for (const [index, { product_name: cell = "" }] of rows.entries()) {
      const text = texts[index] as string;
      expect(cell, `seed ${seed}`).not.toMatch(/^[=+\-@\t\r\n]/);
      expect([text, `'${text}`], `seed ${seed}`).toContain(cell);
    }
  });
});

describe("a large file", () => {
  it("when orders change meanwhile, then what was there all the time is in it once", async () => {
    await server.orders.deleteMany({});
    await store(12_000, "Steady");
    const writing = (async () => {
      for (let index = 0; index < 20; index++) await server.api.create({ customer_name: "Meanwhile" });
    })();
    const rows = await rowsOf("?columns=_id,customer_name");
    await writing;
    const steady = rows.filter(({ customer_name }) => customer_name === "Steady");
    expect(steady).toHaveLength(12_000);
    expect(new Set(rows.map(({ _id }) => _id)).size).toBe(rows.length);
  });

  it("when the client goes away, then nobody reads on, and the next request is answered", async () => {
    const client = request(`${server.url}${PATH}`, (response) =>
      response.once("data", () => client.destroy()),
    );
    client.on("error", () => undefined).end();
    await until("the end of it", () =>
      server.log.some((line) => line.includes("A client went before its answer was sent")),
    );
    expect((await server.api.send("GET", "/api/orders?limit=1")).status).toBe(200);
    expect(server.log.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});
