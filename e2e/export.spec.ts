// Orders as a file, and on paper.
import { readFile } from "node:fs/promises";
import { EXPORT_IDS_MAX } from "@order-desk/contract";
import type { Locator } from "@playwright/test";
import type { Desk } from "./helpers/desk.js";
import { holdBack } from "./helpers/holdBack.js";
import { expect, test } from "./helpers/test.js";

const dialog = (desk: Desk) => desk.page.getByRole("dialog", { name: "Export as CSV" });

/** The lines of the file that the browser saves. */
async function exported(desk: Desk): Promise<string[]> {
  const coming = desk.page.waitForEvent("download");
  await dialog(desk).getByRole("button", { name: "Export" }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^orders-\d{4}-\d\d-\d\d\.csv$/);
  return (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
}

test("when what is shown is exported, then the file has its orders, columns and sequence", async ({
  desk,
  shop,
}) => {
  await shop.api.create({ customer_name: "=SUM(A1)", product_name: 'A "big" lamp', status: "shipped" });
  const wanted = await shop.api.create({ customer_name: "José", status: "shipped" });
  await shop.api.create();
  await desk.page.goto(`${shop.url}/?status=shipped&sort=customer_name`);
  await desk.expectLive();
  await desk.page.getByRole("button", { name: "Export" }).click();
  const lines = await exported(desk);
  expect(lines[0]).toBe(
    "\ufefforder_number,customer_name,customer_email,product_name,quantity,total,currency,status,updated_at",
  );
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain("'=SUM(A1)");
  expect(lines[1]).toContain('"A ""big"" lamp"');
  expect(lines[2]).toContain(`${wanted.order_number},José`);
  await expect(desk.toast("2 orders exported")).toBeVisible();
});

test("when selected orders are exported and printed, then it is these, each with a page of its own", async ({
  desk,
  shop,
}) => {
  const orders = [
    await shop.api.create(),
    await shop.api.create({ customer_name: "Ada" }),
    await shop.api.create(),
  ];
  await desk.expectShows([...orders].reverse());
  for (const order of orders.slice(0, 2))
    await desk.page.getByRole("checkbox", { name: `Select order ${order.order_number}` }).check();
  const bar = desk.page.getByRole("toolbar", { name: "Selected orders" });
  await bar.getByRole("button", { name: "Export selected orders" }).click();
  await dialog(desk).getByLabel("All", { exact: true }).check();
  await dialog(desk).getByLabel("For Excel").uncheck();
  const lines = await exported(desk);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^order_number,status,.*,_id$/);
  // As they stand in the list, the newest first, not as they were selected.
  expect(lines.slice(1).map((line) => Number(line.split(",")[0]))).toEqual([
    orders[1]?.order_number,
    orders[0]?.order_number,
  ]);

  // A browser without a screen prints only once at a time: the test itself, to look at it.
  await desk.page
    .context()
    .addInitScript("window.print = () => (window.timesPrinted = (window.timesPrinted ?? 0) + 1)");
  const opening = desk.page.context().waitForEvent("page");
  await bar.getByRole("button", { name: "Print packing slips" }).click();
  const slips = await opening;
  await expect(slips.getByRole("article")).toHaveCount(2);
  await expect(slips.getByRole("article").filter({ hasText: "Ada" })).toContainText(
    String(orders[1]?.order_number),
  );
  await expect.poll(async () => await slips.evaluate("window.timesPrinted")).toBe(1);
  const pdf = await slips.pdf();
  expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(2);
  await slips.close();
});

test("when all that match are selected, then there are slips of all of them, also of those that are not loaded", async ({
  desk,
  shop,
}) => {
  await shop.stored.reset(150);
  await desk.page.goto(`${shop.url}/?sort=order_number`);
  await desk.expectLive();
  await expect(desk.page.getByRole("grid")).toHaveAttribute("aria-rowcount", "151");
  await desk.page.getByRole("checkbox", { name: "Select all rows" }).check();
  const bar = desk.page.getByRole("toolbar", { name: "Selected orders" });
  await bar.getByRole("button", { name: "Select all 150" }).click();
  await desk.page.context().addInitScript("window.print = () => undefined");
  const opening = desk.page.context().waitForEvent("page");
  await bar.getByRole("button", { name: "Print packing slips" }).click();
  const slips = await opening;
  await expect(slips.getByRole("heading")).toHaveText("Packing slips of 150 orders");
  const [first] = (await shop.api.page("?sort=order_number&limit=1")).orders;
  await expect(slips.getByRole("article").first()).toContainText(String(first?.order_number));
  await slips.close();
});

test("when more orders are selected than one request may name, then they come as one file, with one heading and as they stand in the list", async ({
  desk,
  shop,
}) => {
  const count = EXPORT_IDS_MAX + 30;
  await shop.stored.reset(count);
  const numbers = async () => {
    const { orders, next } = await shop.api.page("?sort=total&limit=200");
    const last = next === "" ? [] : (await shop.api.page(next)).orders;
    return [...orders, ...last].map(({ order_number }) => order_number);
  };
  // Written past the API, they have a place by their total a moment later.
  await expect.poll(async () => (await numbers()).length).toBe(count);
  await desk.page.goto(`${shop.url}/?sort=total`);
  await desk.expectLive();
  await desk.list.toEnd();
  const asked: string[] = [];
  desk.page.on("request", (request) => request.url().includes("/export.csv") && asked.push(request.url()));
  await desk.page.getByRole("checkbox", { name: "Select all rows" }).check();
  const bar = desk.page.getByRole("toolbar", { name: "Selected orders" });
  await expect(bar).toContainText(`${count} selected`);
  await bar.getByRole("button", { name: "Export selected orders" }).click();
  const [heading, ...lines] = await exported(desk);
  expect(heading).toMatch(/^\ufefforder_number,/);
  expect(lines.map((line) => Number(line.split(",")[0]))).toEqual(await numbers());
  expect(asked).toHaveLength(2);
  await expect(desk.toast(`${count} orders exported`)).toBeVisible();
});

test("when an export is stopped under way, then nothing more is asked for or saved, and the next one comes", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create();
  await desk.expectShows([order]);
  let saved = 0;
  desk.page.on("download", () => (saved += 1));
  // The answer is long in coming.
  await desk.page.route("**/export.csv?*", () => undefined);
  const failing = desk.page.waitForEvent("requestfailed");
  await desk.page.getByRole("button", { name: "Export" }).click();
  await dialog(desk).getByRole("button", { name: "Export" }).click();
  await expect(desk.toast("Exporting orders")).toContainText("Looking for them…");
  await desk.toast("Exporting orders").getByRole("button", { name: "Stop" }).click();
  expect((await failing).failure()?.errorText).toBe("net::ERR_ABORTED");
  await expect(desk.toast("Exporting orders")).toHaveCount(0);
  expect(saved).toBe(0);

  await desk.page.unroute("**/export.csv?*");
  await desk.page.getByRole("button", { name: "Export" }).click();
  expect(await exported(desk)).toHaveLength(2);
  expect(saved).toBe(1);
});

const WAYS = {
  closed: async (toast: Locator) => await toast.getByRole("button", { name: "Close" }).click(),
  "swiped away": async (toast: Locator) => {
    const page = toast.page();
    // With a mouse one would select what it says.
    await toast.hover();
    const { x, y } = (await toast.boundingBox())!;
    const devtools = await page.context().newCDPSession(page);
    const touch = async (type: "touchStart" | "touchMove" | "touchEnd", ...dx: number[]) =>
      await devtools.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: dx.map((by) => ({ x: x + 60 + by, y: y + 15 })),
      });
    await touch("touchStart", 0);
    for (const by of [20, 80, 160, 240]) await touch("touchMove", by);
    await touch("touchEnd");
  },
} as const;

for (const [what, putAway] of Object.entries(WAYS))
  test(`when the progress of an export is ${what}, then it does not come back, and how it ends is told`, async ({
    desk,
    shop,
  }) => {
    const order = await shop.api.create();
    await desk.expectShows([order]);
    const exporting = await holdBack(desk.page, "**/export.csv?*");
    await desk.page.getByRole("button", { name: "Export" }).click();
    const coming = desk.page.waitForEvent("download");
    await dialog(desk).getByRole("button", { name: "Export" }).click();
    const progress = desk.toast("Exporting orders");
    await expect(dialog(desk)).toHaveCount(0);
    await putAway(progress);
    await expect(progress).toHaveCount(0);
    exporting.letGo();
    await coming;
    await expect(desk.toast("1 order exported")).toBeVisible();
    expect(await desk.toldSoFar("Exporting orders")).toHaveLength(1);
  });
