// Saved views on a phone, and in two tabs at once.
import { viewList } from "@order-desk/contract";
import type { Desk } from "./helpers/desk.js";
import { PHONE } from "./helpers/screens.js";
import { expect, test } from "./helpers/test.js";
import { act, link, names, saveAs } from "./helpers/views.js";

test.beforeEach(async ({ shop }) => {
  await shop.stored.removeViews();
});

test("when the screen is small, then the menu leads to the views and to all that can be done with them", async ({
  shop,
  tabs,
  desk,
}) => {
  const order = await shop.api.create({ status: "shipped" });
  const lamp = await shop.api.create({ product_name: "Oak lamp" });
  await desk.page.goto(`${shop.url}/?status=shipped`);
  await desk.expectLive();
  await saveAs(desk, "Shipped ones", true);
  const phone = await tabs.open(shop.url, PHONE);
  const sheet = phone.page.getByRole("dialog", { name: "Views" });
  const openSheet = async () => {
    await phone.page.getByRole("button", { name: "Menu" }).tap();
    await phone.menu().getByRole("menuitem", { name: "Views" }).tap();
  };
  await openSheet();
  await expect(sheet.getByRole("link", { name: "Shipped ones" })).toHaveText("Shipped ones1");
  await sheet.getByRole("link", { name: "Shipped ones" }).tap();
  await expect(sheet).toBeHidden();
  await phone.expectShows([order]);
  await expect(phone.page.getByRole("heading", { level: 1 })).toHaveText("Shipped ones");

  // A search alone can be kept as well.
  await phone.page.goto(`${shop.url}/?q=lamp`);
  await phone.expectShows([lamp]);
  await openSheet();
  await sheet.getByRole("button", { name: "Save this list as a view" }).tap();
  const form = phone.page.getByRole("dialog", { name: "Save as view" });
  await form.getByLabel("Name").fill("Lamps");
  await form.getByRole("button", { name: "Save view" }).tap();
  await expect(sheet).toBeHidden();
  await expect(phone.page.getByRole("heading", { level: 1 })).toHaveText("Lamps");

  const actOn = async (name: string, action: string) => {
    await sheet.getByRole("button", { name: `Actions for the view ${name}` }).tap();
    await phone.menu().getByRole("menuitem", { name: action }).tap();
  };
  await openSheet();
  await actOn("Shipped ones", "Edit");
  const edit = phone.page.getByRole("dialog", { name: "Edit view" });
  await edit.getByLabel("Name").fill("On the way");
  await edit.getByRole("button", { name: "Save" }).tap();
  await expect(link(desk, "On the way")).toBeVisible();
  await actOn("Lamps", "Tell me of new ones");
  await expect(sheet.getByLabel("You are told of new ones")).toBeVisible();
  await actOn("On the way", "Delete");
  await expect(link(desk, "On the way")).toBeHidden();
});

test("when the view that is shown is deleted by somebody else, then the list stays and says so, and goes on from there", async ({
  desk,
  shop,
  tabs,
}) => {
  const order = await shop.api.create({ status: "shipped", customer_name: "Ada" });
  await shop.api.create({ customer_name: "Ada" });
  await desk.page.goto(`${shop.url}/?status=shipped`);
  await desk.expectLive();
  await saveAs(desk, "Shipped ones", true);
  const other = await tabs.open(desk.page.url());
  await other.expectShows([order]);
  await act(desk, "Shipped ones", "Delete");
  const said = other.page.getByText("This view does not exist any more");
  await expect(said).toBeVisible();
  await other.expectShows([order]);
  await other.page.getByRole("searchbox").fill("ada");
  await expect(other.page).toHaveURL(`${shop.url}/?q=ada&status=shipped`);
  await other.expectShows([order]);
  await expect(said).toBeHidden();
});

test("when two tabs change one view, then the later one is told instead of overwriting what the first one saved", async ({
  desk,
  shop,
  tabs,
}) => {
  tabs.allow(/status of 412 .*\/api\/views/);
  await shop.api.create({ customer_name: "Ada" });
  await saveAs(desk, "Ours", true);
  const other = await tabs.open(desk.page.url());
  const save = (tab: Desk) => tab.page.getByRole("button", { name: "Save changes" });
  for (const [tab, words] of [
    [desk, "ada"],
    [other, "bob"],
  ] as const) {
    await tab.page.getByRole("searchbox").fill(words);
    await expect(save(tab)).toBeVisible();
  }
  await save(desk).click();
  await expect(save(desk)).toBeHidden();
  await save(other).click();
  await expect(other.toast("“Ours” was not saved")).toContainText("Somebody else has changed this view");
  const stored = async () => {
    const answer = await fetch(`${shop.apiUrl}/api/views`);
    return viewList.parse(await answer.json())[0]?.query;
  };
  expect(await stored()).toMatchObject({ q: "ada" });
  await save(other).click();
  await expect.poll(stored).toMatchObject({ q: "bob" });
});

test("when the link of one's own view is copied, then it leads to what the view asks for; columns alone are saved to it", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create({ status: "shipped" });
  const desk = await tabs.open(`${shop.url}/?status=shipped`, {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await desk.expectShows([order]);
  await saveAs(desk, "Mine", false);
  await act(desk, "Mine", "Copy link");
  const copied = async () => await desk.page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toBe(`${shop.url}/?status=shipped`);

  await desk.page.getByRole("searchbox").fill("for the moment");
  await expect(desk.page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await desk.page.getByRole("button", { name: "Display" }).click();
  const display = desk.page.getByRole("dialog", { name: "Display" });
  await display.getByRole("checkbox", { name: "Price" }).check();
  await display.getByRole("button", { name: "Save to view" }).click();
  await expect(display.getByRole("button", { name: "Save to view" })).toBeDisabled();
  await desk.page.keyboard.press("Escape");
  await expect(desk.page.getByRole("searchbox")).toHaveValue("for the moment");
  await desk.page.getByRole("button", { name: "Reset" }).click();
  await desk.expectShows([order]);
  await expect(desk.page.getByRole("columnheader", { name: "Price" })).toBeVisible();
});

test("when shared views are put into another sequence in one tab, then every tab has them so", async ({
  desk,
  shop,
  tabs,
}) => {
  await shop.api.create();
  for (const name of ["First", "Second", "Third"]) await saveAs(desk, name, true);
  const other = await tabs.open(shop.url);
  await expect.poll(async () => await names(other)).toEqual(["First", "Second", "Third"]);
  await act(desk, "Third", "Move up");
  await expect.poll(async () => await names(other)).toEqual(["First", "Third", "Second"]);
  await act(other, "First", "Move down");
  for (const tab of [desk, other])
    await expect.poll(async () => await names(tab)).toEqual(["Third", "First", "Second"]);
  await desk.page.reload();
  await expect.poll(async () => await names(desk)).toEqual(["Third", "First", "Second"]);
});

test("when somebody else saves a view's columns meanwhile, then saving one's own tells so first; what one has put back follows the view", async ({
  desk,
  shop,
  tabs,
}) => {
  tabs.allow(/status of 412 .*\/api\/views/);
  await shop.api.create();
  await saveAs(desk, "Ours", true);
  const other = await tabs.open(desk.page.url());
  const third = await tabs.open(desk.page.url());
  const display = async (tab: Desk) => {
    await tab.page.getByRole("button", { name: "Display" }).click();
    return tab.page.getByRole("dialog", { name: "Display" });
  };
  const price = (tab: Desk) => tab.page.getByRole("columnheader", { name: "Price" });
  const shownTo = await display(third);
  for (const density of ["Compact", "Comfortable"])
    await shownTo.getByRole("button", { name: density }).click();
  const mine = await display(other);
  await mine.getByRole("button", { name: "Compact" }).click();
  const theirs = await display(desk);
  await theirs.getByRole("checkbox", { name: "Price" }).check();
  await theirs.getByRole("button", { name: "Save to view" }).click();
  await expect(price(third)).toBeVisible();

  await mine.getByRole("button", { name: "Save to view" }).click();
  await expect(other.toast("“Ours” was not saved")).toContainText("Somebody else has changed this view");
  await expect(price(desk)).toBeVisible();
  await mine.getByRole("button", { name: "Save to view" }).click();
  await expect(price(third)).toBeHidden();
});
