// Saved views: one's own and those of everybody.
import { expect, test } from "./helpers/test.js";
import { act, link, names, saveAs, views } from "./helpers/views.js";

test.beforeEach(async ({ shop }) => {
  await shop.stored.removeViews();
});

test("when a list is saved for everybody, then every tab has it, changed or not, and a link leads to it", async ({
  desk,
  shop,
  tabs,
}) => {
  const wanted = await shop.api.create({ product_name: "Oak lamp" });
  const tray = await shop.api.create({ product_name: "Tray" });
  const other = await tabs.open(shop.url);
  await desk.page.getByRole("searchbox").fill("lamp");
  await desk.expectShows([wanted]);
  await saveAs(desk, "Lamps", true);
  await expect(desk.page).toHaveURL(/\/\?view=[0-9a-f]{24}$/);
  await expect(desk.page.getByRole("heading", { level: 1 })).toHaveText("Lamps");

  await expect(link(other, "Lamps")).toHaveText("Lamps1");
  await link(other, "Lamps").click();
  await other.expectShows([wanted]);
  const linked = await tabs.open(desk.page.url());
  await linked.expectShows([wanted]);

  // Changed here: nobody else sees that until it is saved.
  await desk.page.getByRole("searchbox").fill("tray");
  await desk.expectShows([tray]);
  await other.expectShows([wanted]);
  await desk.page.getByRole("button", { name: "Save changes" }).click();
  await other.expectShows([tray]);

  await act(desk, "Lamps", "Edit");
  const dialog = desk.page.getByRole("dialog", { name: "Edit view" });
  await dialog.getByLabel("Name").fill("Trays");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(link(other, "Trays")).toBeVisible();
  await act(desk, "Trays", "Delete");
  await expect(link(other, "Trays")).toBeHidden();
  await desk.expectShows([tray, wanted]);
  await desk.toast("View “Trays” deleted").getByRole("button", { name: "Undo" }).click();
  await expect(link(other, "Trays")).toBeVisible();
});

test("when a view is one's own, then it stays in this browser, in its sequence and with its columns, and nobody else has it", async ({
  desk,
  shop,
  tabs,
}) => {
  await shop.api.create({ status: "pending" });
  await desk.page.goto(`${shop.url}/?status=pending`);
  await desk.expectLive();
  await desk.page.getByRole("button", { name: "Display" }).click();
  await desk.page.getByRole("dialog").getByRole("checkbox", { name: "Price" }).check();
  await desk.page.keyboard.press("Escape");
  await saveAs(desk, "First", false);
  await saveAs(desk, "Second", false);
  await act(desk, "Second", "Move up");
  await expect.poll(async () => await names(desk)).toEqual(["Second", "First"]);
  const fresh = await tabs.open(shop.url);
  await expect(views(fresh)).toContainText("Keep a search or a filter here");

  await desk.page.reload();
  await expect.poll(async () => await names(desk)).toEqual(["Second", "First"]);
  await link(desk, "First").click();
  await expect(desk.page.getByRole("columnheader", { name: "Price" })).toBeVisible();
});

test("when a view marks what waits too long, then rows are marked as time passes, with no write", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create();
  await desk.page.getByRole("button", { name: "Save as view" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Save as view" });
  await dialog.getByLabel("Name").fill("Waiting");
  await dialog.getByLabel("Mark orders that wait too long").check();
  await dialog.getByLabel("How long").fill("nonsense");
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(dialog).toContainText("The age must be a whole number of minutes");
  await dialog.getByLabel("How long").fill("2");
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(desk.row(order._id)).not.toHaveAttribute("data-aged");
  await shop.stored.orders.updateOne(
    { order_number: order.order_number },
    { $set: { created_at: new Date(Date.now() - 2 * 3_600_000 + 8_000) } },
  );
  await expect(desk.row(order._id)).not.toHaveAttribute("data-aged");
  await expect(desk.row(order._id)).toHaveAttribute("data-aged", "true", { timeout: 25_000 });
  await expect(desk.row(order._id)).toContainText("came more than 2 h ago");
  await expect(views(desk).getByTitle("1 came more than 2 h ago")).toBeVisible({ timeout: 15_000 });
});

test("when somebody wants to be told of a view, then an order that enters it says so, and another does not", async ({
  desk,
  shop,
}) => {
  await desk.page.goto(`${shop.url}/?status=shipped`);
  await desk.expectLive();
  await saveAs(desk, "On its way", false);
  await act(desk, "On its way", "Tell me of new ones");
  await link(desk, "On its way").hover();
  await desk.page.goto(shop.url);
  await desk.expectLive();
  const order = await shop.api.create({ customer_name: "Ada" });
  await expect(desk.toast("New order created!")).toBeVisible();
  await shop.api.change(order._id, { status: "shipped" });
  await expect(desk.toast("New in “On its way”")).toContainText("Ada");
  await shop.api.change(order._id, { customer_name: "Grace" });
  await expect(desk.row(order._id)).toContainText("Grace");
  await expect(desk.toast("New in “On its way”")).toHaveCount(1);
  // One's own change is no news, and many are one piece of it.
  await desk.page.reload();
  await desk.expectLive();
  const own = await shop.api.create();
  await desk.setStatus(own._id, "Shipped");
  await Promise.all([1, 2, 3].map(async () => await shop.api.create({ status: "shipped" })));
  await expect(desk.toast(/ new in “On its way”/)).toContainText("3 new");
});

test("when the menu of a view is used by keyboard, then the focus comes back to its button", async ({
  desk,
  shop,
}) => {
  await shop.api.create();
  await saveAs(desk, "Mine", false);
  await desk.page.mouse.move(900, 500);
  await link(desk, "Mine").focus();
  await desk.page.keyboard.press("Tab");
  const button = views(desk).getByRole("button", { name: "Actions for the view Mine" });
  for (const key of ["Escape", "Enter"]) {
    await expect(button).toBeFocused();
    await desk.page.keyboard.press("Enter");
    await expect(desk.menu().getByRole("menuitem").first()).toBeFocused();
    if (key === "Enter") await desk.page.keyboard.press("ArrowDown");
    await desk.page.keyboard.press(key);
    await expect(desk.menu()).toBeHidden();
  }
  await expect(button).toBeFocused();
});
