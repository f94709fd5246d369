// Jobs on many orders: after a reload, put away, and by their names in the palette.
import type { Order } from "@order-desk/contract";
import { bar, box, setStatus, slowJob } from "./helpers/bulk.js";
import { expect, test } from "./helpers/test.js";
import { dialog } from "./helpers/ways.js";

test("when the page is reloaded after a job, then it can still be taken back, and what could not is told", async ({
  desk,
  shop,
}) => {
  const orders: Order[] = [];
  for (let index = 0; index < 3; index++) orders.push(await shop.api.create());
  const [first, second, third] = orders as [Order, Order, Order];
  await desk.expectShows([third, second, first]);
  await desk.page.getByRole("checkbox", { name: "Select all rows" }).check();
  await setStatus(desk, "Shipped");
  await dialog(desk).getByRole("button", { name: "Change 3 orders" }).click();
  await expect(desk.toast("3 orders marked shipped")).toBeVisible();
  await shop.api.change(second._id, { status: "delivered" });
  await desk.page.reload();
  await desk.toast("3 orders marked shipped").getByRole("button", { name: "Undo" }).click();
  await expect(desk.toast("2 orders as before again")).toContainText("1 order could not be taken back");
  await expect(desk.status(second._id)).toHaveText("Delivered");
  await desk.toast("2 orders as before again").getByRole("button", { name: "Details" }).click();
  await expect(dialog(desk).getByRole("listitem")).toHaveText(`Order ${second.order_number}delivered since`);
});

test("when the progress of a job is put away, then how it ended is told all the same", async ({
  desk,
  shop,
}) => {
  await desk.expectShows([]);
  const { insertedId: _id } = await shop.stored.jobs.insertOne(slowJob());
  await expect(desk.toast("Marking 5 orders shipped")).toBeVisible();
  await desk.toast("Marking 5 orders shipped").getByRole("button", { name: "Close" }).click();
  await expect(desk.toast("Marking 5 orders shipped")).toHaveCount(0);
  const at = new Date();
  await shop.stored.jobs.updateOne({ _id }, { $set: { changed: 2, updated_at: at } });
  await shop.stored.jobs.updateOne(
    { _id },
    { $set: { changed: 5, state: "done", updated_at: new Date(at.getTime() + 1), finished_at: at } },
  );
  await expect(desk.toast("5 orders marked shipped")).toBeVisible();
  await expect(desk.toast("Marking 5 orders shipped")).toHaveCount(0);
});

test("when rows are selected, then the palette does with them what the bar does", async ({ desk, shop }) => {
  const orders = [await shop.api.create(), await shop.api.create()];
  await desk.expectShows([...orders].reverse());
  const run = async (words: string) => {
    await desk.page.keyboard.press("ControlOrMeta+k");
    const palette = desk.page.getByRole("dialog", { name: "Find an order or an action" });
    await expect(palette.getByRole("combobox")).toBeFocused();
    await desk.page.keyboard.type(words);
    await expect(palette.getByRole("option")).toHaveCount(1);
    await desk.page.keyboard.press("Enter");
    await expect(palette).toHaveCount(0);
  };
  for (const order of orders) await box(desk, order).check();
  await run("export selected");
  await expect(dialog(desk)).toContainText("The selected 2 orders");
  await desk.page.keyboard.press("Escape");
  const opening = desk.page.context().waitForEvent("page");
  await run("print slips");
  const slips = await opening;
  await expect(slips.getByRole("article")).toHaveCount(2);
  await slips.close();
  await run("select none");
  await expect(bar(desk)).toBeHidden();
});

test("when the notice of a job is gone, then the recent jobs still lead to what became of each order, by the keys alone", async ({
  desk,
  shop,
}) => {
  const { page } = desk;
  const orders = [await shop.api.create(), await shop.api.create(), await shop.api.create()];
  const [first] = orders as [Order];
  await shop.api.change(first._id, { status: "cancelled" });
  await shop.stored.jobs.deleteMany({});
  await page.reload();
  await desk.expectLive();
  const openJobs = async () => {
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("recent jobs");
    await expect(page.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(dialog(desk).getByRole("heading")).toHaveText("Recent jobs");
  };
  await openJobs();
  await expect(dialog(desk)).toContainText("None yet.");
  await page.keyboard.press("Escape");

  await page.getByRole("checkbox", { name: "Select all rows" }).check();
  await setStatus(desk, "Shipped");
  await dialog(desk).getByRole("button", { name: "Change 2 orders" }).click();
  const notice = desk.toast("2 orders marked shipped");
  await notice.getByRole("button", { name: "Close" }).click();
  await expect(notice).toHaveCount(0);

  await desk.rows.first().focus();
  await openJobs();
  const line = dialog(desk).getByRole("listitem").filter({ hasText: /./ });
  await expect(line).toContainText("2 orders marked shipped");
  await expect(line).toContainText("Done · now · 1 could not");
  const details = line.getByRole("button", { name: /^Details/ });
  await details.focus();
  await page.keyboard.press("Enter");
  await expect(line).toHaveText(`Order ${first.order_number}already cancelled`);
  await dialog(desk).getByRole("button", { name: "All jobs" }).press("Enter");
  await expect(details).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(line).toContainText("already cancelled");
  await page.keyboard.press("Escape");
  await expect(dialog(desk)).toHaveCount(0);
  await expect(desk.rows.first()).toBeFocused();
});

test("when a job runs while the recent jobs are open, then they show how far it is, and Stop there ends it", async ({
  desk,
  shop,
}) => {
  await shop.api.create();
  await shop.stored.jobs.deleteMany({});
  await desk.page.reload();
  await desk.expectLive();
  await desk.page.getByRole("button", { name: "Recent jobs" }).click();
  await expect(dialog(desk)).toContainText("None yet.");
  const { insertedId: _id } = await shop.stored.jobs.insertOne(slowJob());
  const line = dialog(desk).getByRole("listitem").filter({ hasText: /./ });
  await expect(line).toContainText("Marking 5 orders shipped");
  await shop.stored.jobs.updateOne({ _id }, { $set: { changed: 2, updated_at: new Date() } });
  await expect(line).toContainText("2 of 5");
  await line.getByRole("button", { name: /^Stop/ }).click();
  await shop.stored.jobs.updateOne({ _id }, { $set: { locked_until: new Date(0) } });
  await expect(line).toContainText("2 orders marked shipped");
  await expect(line).toContainText("Stopped · now · by the API · 3 left as they were");
  await expect(line.getByRole("button", { name: /^Stop/ })).toHaveCount(0);
});

test("when an own job had problems, then its notice stays as long as they take to read, and only its Undo ends before", async ({
  desk,
  shop,
}) => {
  const orders = [await shop.api.create(), await shop.api.create()];
  await shop.api.change(orders[0]!._id, { status: "cancelled" });
  await desk.page.reload();
  await desk.expectLive();
  await desk.page.getByRole("checkbox", { name: "Select all rows" }).check();
  await setStatus(desk, "Shipped");
  await dialog(desk).getByRole("button", { name: "Change 1 order" }).click();
  const notice = desk.toast("1 order marked shipped");
  await expect(notice.getByRole("button", { name: "Undo" })).toBeVisible();
  await expect(notice.getByRole("button", { name: "Undo" })).toHaveCount(0);
  await notice.getByRole("button", { name: "Details" }).click();
  await expect(dialog(desk)).toContainText("already cancelled");
});

/** A chunk is worked on to its end, at a pace that leaves room for others. */
const PATIENT = { timeout: 40_000 };

test("when a job is stopped from its notice, then it ends there, and what was done stays", async ({
  desk,
  shop,
  tabs,
}) => {
  await shop.stored.reset(2_000);
  await desk.page.reload();
  await desk.expectCounts({ all: 2_000 });
  const other = await tabs.open(shop.url);
  await desk.page.getByRole("checkbox", { name: "Select all rows" }).check();
  await bar(desk).getByRole("button", { name: "Select all 2,000" }).click();
  // Of what is deleted no mails are sent, for which other tests would have to wait.
  await bar(desk).getByRole("button", { name: "Delete" }).click();
  await dialog(desk).getByRole("button", { name: "Delete 2,000 orders" }).click();
  // Something is done, and there is more to do.
  await expect(desk.toast("Deleting 2,000 orders")).toContainText(/[2468]00 of 2,000/, PATIENT);
  await desk.toast("Deleting 2,000 orders").getByRole("button", { name: "Stop" }).click();
  for (const tab of [desk, other])
    await expect(tab.toast(/Stopped: [\d,]+ orders deleted/)).toContainText("left as they were", PATIENT);
  const left = await shop.stored.orders.countDocuments();
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(2_000);
  await expect(desk.toast(`Stopped: ${(2_000 - left).toLocaleString("en-US")} orders`)).toBeVisible();
  for (const tab of [desk, other]) await tab.expectCounts({ all: left });
});
