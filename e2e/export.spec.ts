// Orders as a file, and on paper.
import { readFile } from "node:fs/promises";
import type { Desk } from "./helpers/desk.js";
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
