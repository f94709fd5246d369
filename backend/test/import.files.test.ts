// What a file of orders may look like, and what is said of one that cannot be read.
import { IMPORT_BYTES_MAX } from "@order-desk/contract";
import { describe, expect, it } from "vitest";
import { file, HEAD, IMPORT_PATH, importing, line } from "./helpers/imports.js";
import { twoBackends } from "./helpers/server.js";

const [one, other] = await twoBackends();
const { send, forecast, done, refusal } = importing(one, other);

describe("how a file is read", () => {
  it.each([
    ["semicolons and a byte order mark", (raw: string) => `\uFEFF${raw.replaceAll(",", ";")}`],
    ["tabs and bare line feeds", (raw: string) => raw.replaceAll(",", "\t").replaceAll("\r\n", "\n")],
    ["quoted cells", (raw: string) => raw.replaceAll(/[^,\r\n]+/g, '"$&"')],
    ["line ends of several kinds", (raw: string) => raw.replace("\r\n", "\n").replace("\r\n", "\r")],
    ["Excel's line that names the semicolon", (raw: string) => `sep=;\r\n${raw.replaceAll(",", ";")}`],
    ["UTF-16", (raw: string) => Buffer.from(`\uFEFF${raw}`, "utf16le")],
  ])("when it has %s, then it is read", async (_, change) => {
    const raw = file(line("José Größe"), line("王小明"));
    expect(await forecast(change(raw))).toMatchObject({
      will_create: 2,
      cannot: 0,
      headings: HEAD.split(","),
    });
  });

  it("when columns are named by hand, then they are taken, and one named empty is not", async () => {
    const raw = "Who,Mail,What,Price\nHand,h@example.com,Lamp,12";
    expect(await forecast(raw)).toMatchObject({
      cannot: 1,
      problems: [
        { line: 1, field: "customer_name" },
        { line: 1, field: "product_name" },
      ],
    });
    expect((await send(raw)).body).toMatchObject({
      errors: [{ pointer: "/customer_name" }, { pointer: "/product_name" }],
    });
    const { rows } = await done(raw, "?customer_name=who&product_name=What&price=");
    expect((await one.api.send("GET", `/api/orders/${rows[0]?.order_id}`)).body).toMatchObject({
      customer_name: "Hand",
      product_name: "Lamp",
      price: 0,
    });
    expect(await refusal(raw, "?customer_name=Nobody")).toEqual([
      422,
      "The file has no column Nobody: it has Who, Mail, What, Price.",
    ]);
  });

  it("when a line has more cells than the heading names, then it is no order", async () => {
    const more = file(line("Surplus", "Lamp,2,49,90,EUR,Shipped,x"), line("Trailing", "Lamp,2,1,EUR,,x,,"));
    const message =
      "9 cells, the heading names 8: put quotation marks around a cell that holds the sign between cells";
    expect(await forecast(more)).toMatchObject({
      will_create: 1,
      cannot: 1,
      problems: [{ line: 2, field: null, message }],
    });
  });

  it.each([
    ["Lamp,1.000,1,EUR,,", "quantity"],
    ["Lamp,1,12.500,EUR,,", "price"],
    ["Lamp,1,1.000,JPY,,", "price"],
    ["Lamp,1,12.500,KWD,,", undefined],
    ["Lamp,1,1250.00,EUR,,", undefined],
  ])("when a line says %s, then thousands are not taken for decimals", async (cells, field) => {
    const { problems } = await forecast(file(line("Thousands", cells)));
    expect(problems.map((one) => one.field)).toEqual(field === undefined ? [] : [field]);
  });

  it("when a quotation mark stands within a cell, then it is one, as spreadsheets read it", async () => {
    const raw =
      'customer_name,customer_email,product_name\nInch,i@example.com,24" frame, oak\nTwo,t@example.com,"A ""b"""';
    expect(await forecast(raw)).toMatchObject({
      will_create: 1,
      cannot: 1,
      problems: [{ line: 2, field: null }],
    });
    expect(await forecast(raw.replace("frame, oak", "frame"))).toMatchObject({ will_create: 2, cannot: 0 });
  });

  it("when the heading has very many equal names, then the answer comes all the same", async () => {
    const raw = `${Array(50_000).fill("N").join(",")}\na,b`;
    const { headings } = await forecast(raw);
    expect([headings.length, headings.at(-1)]).toEqual([50_000, "N (50000)"]);
  });

  it("when two columns have the same name, then the second can be chosen too", async () => {
    const raw = "Name,Name,customer_email\nLamp,Second,s@example.com";
    const { headings, will_create } = await forecast(raw, "&customer_name=Name (2)&product_name=Name");
    expect([headings, will_create]).toEqual([["Name", "Name (2)", "customer_email"], 1]);
  });

  it("when a column is named by signs only, then no other one is taken for it", async () => {
    const raw = "%,customer_name,customer_email,product_name\n5,Sign,s@example.com,Lamp";
    expect((await refusal(raw, "?price=€"))[0]).toBe(422);
    expect(await forecast(raw, "&price=%25")).toMatchObject({ will_create: 1 });
  });

  it.each([
    ["", "The file is empty: its first line names the columns, each other one is an order."],
    [HEAD, "The file has no order below its first line (with curl, send it by --data-binary)."],
    [
      Buffer.from([...Buffer.from(`${HEAD}\n`), 0xe9, 0x2c]),
      "The file is not UTF-8: save it as CSV UTF-8 and send it again.",
    ],
    [`${HEAD}\na,b,c\nd,"e,f`, "Line 3: a quotation mark is not closed."],
    [`${HEAD}\n${"a,b\n".repeat(10_001)}`, "The file has more than 10000 orders: send it in parts."],
  ])("when it is no such file, then it says what to mend", async (raw, detail) => {
    expect(await refusal(raw)).toEqual([422, detail]);
  });

  it("when it is too large, of another type or asked for wrongly, then it is refused", async () => {
    expect(await refusal("x".repeat(IMPORT_BYTES_MAX + 1))).toEqual([413, "The body must be at most 5 MB."]);
    expect(await send("{}", "", { "Content-Type": "application/json" })).toMatchObject({
      status: 415,
      body: {
        title: "A body of this kind is not taken here",
        detail: "Send the file with the header Content-Type: text/csv.",
      },
    });
    expect((await send(file(line("Q")), "?colour=red")).body).toMatchObject({
      errors: [{ pointer: "/colour" }],
    });
    expect((await send(file(line("Q")), "?repeated=maybe")).status).toBe(422);
  });

  it("when the sample is fetched, then it can be imported as it is", async () => {
    const sample = await fetch(`${one.url}${IMPORT_PATH}/sample.csv`);
    expect(sample.headers.get("content-disposition")).toContain("orders-sample.csv");
    expect(await forecast(await sample.text())).toMatchObject({ total: 3, cannot: 0 });
  });
});
