// Orders out of a file, over real HTTP, on two backends that share a database.
import type { Order } from "@order-desk/contract";
import { describe, expect, it } from "vitest";
import { file, HEAD, importing, line } from "./helpers/imports.js";
import { PAGE_ORIGIN, twoBackends } from "./helpers/server.js";

const [one, other] = await twoBackends();
const { send, forecast, done, found } = importing(one, other);

describe("a file of orders", () => {
  it("when it is a dry run, then it says what would come of it, and nothing is made", async () => {
    const raw = file(
      line("Dry Run"),
      line("Dry Run", "Lamp,two,1,EUR,lost,"),
      "",
      line("", ""),
      line("Dry Run"),
    );
    expect(await forecast(raw)).toEqual({
      total: 4,
      will_create: 2,
      unchanged: 0,
      cannot: 2,
      headings: HEAD.split(","),
      columns: [
        { field: "customer_name", heading: "Customer" },
        { field: "customer_email", heading: "E-mail" },
        { field: "product_name", heading: "Product" },
        { field: "quantity", heading: "Qty" },
        { field: "price", heading: "Unit price" },
        { field: "currency", heading: "Currency" },
        { field: "status", heading: "State" },
        { field: "reference", heading: null },
      ],
      total_heading: null,
      problems: [
        { line: 3, field: "quantity", message: "The quantity must be a whole number, as in 3" },
        { line: 3, field: "status", message: expect.stringContaining("The status must be one of") as string },
        { line: 5, field: "customer_name", message: "The customer's name is required" },
        { line: 5, field: "product_name", message: "The product's name is required" },
      ],
    });
    expect(await found("Dry Run")).toEqual([]);
  });

  it("when it is imported, then each good line is an order and each bad one says why", async () => {
    const tab = await other.connect();
    const { job, rows } = await done(
      file(line("Made First"), line("Made Bad", "Lamp,1,1.999,EUR,,"), line("Made Next")),
    );
    expect(job).toMatchObject({
      kind: "import",
      state: "done",
      total: 3,
      changed: 2,
      failed: 1,
      undo_until: null,
    });
    expect(rows.map(({ line: at, outcome }) => [at, outcome])).toEqual([
      [2, "changed"],
      [3, "failed"],
      [4, "changed"],
    ]);
    expect(rows[1]?.reason).toBe("The price must have at most 2 decimals in EUR");
    expect((await tab.heard(2)).map(({ meta }) => meta.job)).toEqual([job._id, job._id]);
    const orders = await found("made");
    expect(orders).toMatchObject([
      {
        customer_name: "Made First",
        quantity: 2,
        price: 49.9,
        total: 99.8,
        currency: "EUR",
        status: "shipped",
        version: 1,
      },
      { customer_name: "Made Next" },
    ]);
    expect(orders.map(({ _id }) => _id)).toEqual([rows[0]?.order_id, rows[2]?.order_id]);
    expect(orders[0]!.created_at < orders[1]!.created_at).toBe(true);
  });

  it("when it is imported again with more lines, then only those are made, unless all are wanted", async () => {
    const twice = [line("Again"), line("Again")];
    expect((await done(file(...twice))).job).toMatchObject({ changed: 2 });
    const longer = file(...twice, line("Again", "Tray,1,5,EUR,,"));
    expect(await forecast(longer)).toMatchObject({ will_create: 1, unchanged: 2 });
    expect((await done(longer)).job).toMatchObject({ changed: 1, unchanged: 2 });
    expect(await found("again")).toHaveLength(3);
    expect(await forecast(longer, "&repeated=create")).toMatchObject({ will_create: 3, unchanged: 0 });
    expect((await done(longer, "?repeated=create")).job).toMatchObject({ changed: 3 });
    expect(await found("again")).toHaveLength(6);
  });

  it("when lines have references, then a mended line is known by it, and one that was deleted does not come back", async () => {
    const head = "reference,customer_name,customer_email,product_name,price";
    const raw = (price: string) =>
      `${head}\nR-1,Refer,r@example.com,Lamp,${price}\nR-1,Refer,r@example.com,Other,1`;
    const { rows } = await done(raw("10"));
    expect(rows.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["changed", null],
      ["failed", "Line 2 has this reference too"],
    ]);
    expect((await done(raw("11"))).job).toMatchObject({ changed: 0, unchanged: 1 });
    const [order] = await found("refer");
    expect(order).toMatchObject({ price: 10 });
    await one.api.send("DELETE", `/api/orders/${order!._id}`);
    const again = await done(raw("10"));
    expect(again.rows[0]).toMatchObject({ outcome: "unchanged", reason: "deleted since" });
    expect(await found("refer")).toEqual([]);
  });

  it("when a reference is an order's id, then it is the same one in capital letters", async () => {
    const id = "abcdef0123456789abcdef01";
    const line = (reference: string) => `${reference},Twice,t@example.com,Lamp,10`;
    const head = "reference,customer_name,customer_email,product_name,price";
    const { rows } = await done([head, line(id), line(id.toUpperCase())].join("\n"));
    expect(rows.map(({ order_id, reason }) => [order_id, reason])).toEqual([
      [id, null],
      [expect.any(String), "Line 2 has this reference too"],
    ]);
  });

  it("when our own export is imported, then its orders are there already, formulas or not", async () => {
    const made = await one.api.create({
      customer_name: "=HYPERLINK(1)",
      product_name: '-10 °C, "cold"\u3000box',
    });
    const csv = await (await fetch(`${one.url}/api/orders/export.csv?ids=${made._id}`)).text();
    expect(csv).toContain("'=HYPERLINK(1)");
    expect(await forecast(csv)).toMatchObject({ total: 1, unchanged: 1, will_create: 0 });
    const copies = await done(csv, "?repeated=create");
    const copy = (await one.api.send("GET", `/api/orders/${copies.rows[0]?.order_id}`)).body as Order;
    expect(copy).toMatchObject({ customer_name: made.customer_name, product_name: made.product_name });
  });

  it("when our own export has no ids, then its orders are known by their numbers, the deleted ones too", async () => {
    const [made, gone] = [await one.api.create({ price: 3 }), await one.api.create({ price: 4 })];
    const columns = "order_number,customer_name,customer_email,product_name,quantity,total,currency,status";
    const path = `/api/orders/export.csv?columns=${columns}&ids=${made._id},${gone._id}`;
    const csv = await (await fetch(one.url + path)).text();
    await one.api.send("DELETE", `/api/orders/${gone._id}`);
    expect(await forecast(csv)).toMatchObject({ total: 2, unchanged: 2, will_create: 0 });
    const { rows } = await done(csv);
    expect(rows.map(({ order_id }) => order_id)).toEqual([gone._id, made._id]);
    // Another shop's numbers are none of ours.
    expect(await forecast(csv.replace("status", "state"))).toMatchObject({ unchanged: 0, will_create: 2 });
  });

  it("when a file has totals and no prices, then a price is worked out or asked for, and never 0", async () => {
    const head = "customer_name,customer_email,product_name,quantity,total,currency";
    const raw = `${head}\nTotalled,t@example.com,Lamp,4,10.00,EUR\nTotalled,t@example.com,Lamp,3,10.00,EUR`;
    const priced = `${head},price\nPriced,t@example.com,Lamp,4,10.00,EUR,2`;
    expect(await forecast(priced)).toMatchObject({ total_heading: null });
    expect(await forecast(raw)).toMatchObject({
      will_create: 1,
      total_heading: "total",
      problems: [
        { line: 3, field: "price", message: expect.stringContaining("does not come to a price") as string },
      ],
    });
    await done(raw, "?price=");
    expect(await found("totalled")).toMatchObject([{ quantity: 4, price: 2.5, total: 10 }]);
  });

  it("when it comes twice with a key, then it is one job", async () => {
    const headers = { "Idempotency-Key": "import-once", Origin: PAGE_ORIGIN };
    const { job } = await done(file(line("Keyed")), "?repeated=create", headers);
    const again = await done(file(line("Keyed")), "?repeated=create", headers);
    expect(again.job._id).toBe(job._id);
    expect(await found("keyed")).toHaveLength(1);
    expect((await send(file(line("Keyed Other")), "", headers)).status).toBe(422);
    expect((await one.api.send("POST", `/api/orders/bulk/${job._id}/undo`)).body).toMatchObject({
      code: "undo_too_late",
      detail: "An import is not taken back: delete its orders instead.",
    });
  });
});
