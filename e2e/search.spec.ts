// Finding orders, and keeping what was found live.
import type { Desk } from "./helpers/desk.js";
import { expect, test } from "./helpers/test.js";

const fieldOf = (desk: Desk) => desk.page.getByRole("searchbox");
const heading = (desk: Desk, name: string) => desk.page.getByRole("columnheader", { name });
const sortBy = async (desk: Desk, name: string) => await heading(desk, name).getByRole("button").click();

test("when one types, then the orders that match are there at once, and the address and a reload keep the search", async ({
  desk,
  shop,
}) => {
  const ada = await shop.api.create({ customer_name: "Ada Lovelace", product_name: "Çelik vida" });
  const bob = await shop.api.create({ customer_name: "Bob" });
  await desk.expectShows([bob, ada]);
  const field = fieldOf(desk);

  await desk.page.keyboard.press("/");
  await expect(field).toBeFocused();
  const pages = await desk.page.evaluate(() => window.history.length);
  await field.pressSequentially("LOVE celi");
  await desk.expectShows([ada]);
  await expect(desk.page).toHaveURL(`${shop.url}/?q=LOVE+celi`);
  expect(await desk.page.evaluate(() => window.history.length)).toBe(pages);
  await expect(desk.page.getByText("These are all that match")).toBeVisible();

  await desk.page.reload();
  await expect(field).toHaveValue("LOVE celi");
  await desk.expectShows([ada]);
  await field.fill(String(bob.order_number));
  await desk.expectShows([bob]);
});

test("when somebody else writes, then a searched list takes in what matches and lets go of what does not", async ({
  desk,
  shop,
}) => {
  const first = await shop.api.create({ customer_name: "Grace Hopper" });
  await fieldOf(desk).fill("grace");
  await desk.expectShows([first]);
  await shop.api.create({ customer_name: "Somebody else" });
  const second = await shop.api.create({ customer_name: "Gracè" });
  await desk.expectShows([second, first]);
  const renamed = await shop.api.change(first._id, { customer_name: "Hopper" });
  await desk.expectShows([second]);
  const back = await shop.api.change(renamed._id, { product_name: "A graceful one" });
  await desk.expectShows([second, back]);
  await shop.api.remove(second._id);
  await desk.expectShows([back]);
});

test("when a heading is clicked, then the list is sorted by it one way and the other, and stays so", async ({
  desk,
  shop,
}) => {
  const ofPrice = async (price: number) => await shop.api.create({ price, currency: "EUR" });
  const [cheap, dear] = [await ofPrice(10), await ofPrice(30)];
  await desk.expectShows([dear, cheap]);
  await sortBy(desk, "Total");
  await expect(desk.page).toHaveURL(`${shop.url}/?sort=-total`);
  await expect(heading(desk, "Total")).toHaveAttribute("aria-sort", "descending");
  const between = await ofPrice(20);
  await desk.expectShows([dear, between, cheap]);

  await sortBy(desk, "Total");
  await expect(heading(desk, "Total")).toHaveAttribute("aria-sort", "ascending");
  await expect(heading(desk, "Total").getByRole("button")).toBeFocused();
  const raised = await shop.api.change(cheap._id, { price: 25 });
  await desk.expectShows([between, raised, dear]);
  await desk.page.reload();
  await desk.expectShows([between, raised, dear]);

  await sortBy(desk, "Total");
  await expect(desk.page).toHaveURL(`${shop.url}/`);
  await desk.expectShows([between, dear, raised]);
});

test("when nothing is found, then it says so, and clearing the filters shows everything", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create();
  await desk.expectShows([order]);
  await fieldOf(desk).fill("nobody at all");
  await expect(desk.page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await expect(desk.page.getByText("“nobody at all”")).toBeVisible();
  await desk.page.getByRole("button", { name: "Clear filters" }).click();
  await expect(desk.page).toHaveURL(`${shop.url}/`);
  await expect(fieldOf(desk)).toHaveValue("");
  await desk.expectShows([order]);
});

test("when Escape is pressed in the search, then it is emptied, then left, and the open order stays", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create({ customer_name: "Ada" });
  await desk.row(order._id).click();
  await expect(desk.panel).toBeVisible();
  const field = fieldOf(desk);
  await field.fill("ada");
  await expect(desk.page).toHaveURL(`${shop.url}/orders/${order._id}?q=ada`);
  await field.press("Escape");
  await expect(field).toHaveValue("");
  await expect(desk.page).toHaveURL(`${shop.url}/orders/${order._id}`);
  await expect(field).toBeFocused();
  await field.press("Escape");
  await expect(field).not.toBeFocused();
  await expect(desk.panel).toBeVisible();
  await desk.page.keyboard.press("Escape");
  await expect(desk.panel).toHaveCount(0);
});

test("when a list sorted by its changes is read further down, then nothing moves, and what moved in waits", async ({
  shop,
  tabs,
}) => {
  await shop.stored.reset(300);
  const desk = await tabs.open(`${shop.url}/?sort=-updated_at`);
  await desk.expectLive();
  await expect(desk.rows.first()).toBeVisible();
  const anchor = await desk.list.readFrom(60 * 44 + 17);
  await desk.list.followRow(anchor.id);
  const [oldest] = await shop.api.list("?sort=created_at&limit=1");
  await shop.api.change(anchor.id, { customer_name: "Changed in view" });
  await shop.api.change(oldest!._id, { customer_name: "Moved to the top" });
  const pill = desk.page.getByRole("button", { name: "2 changes", exact: true });
  await expect(pill).toBeVisible();
  await expect(desk.row(anchor.id)).toContainText("Changed in view");
  expect(await desk.list.followedTops()).toEqual([anchor.top]);
  await pill.click();
  await expect.poll(async () => (await desk.list.firstVisible()).id).toBe(oldest!._id);
});

test("when the screen is small, then the search fits, beside an open order and on a phone, and nothing shifts", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create();
  for (const viewport of [
    { width: 1024, height: 768 },
    { width: 390, height: 844 },
  ]) {
    const path = viewport.width > 1000 ? `/orders/${order._id}?q=product` : "/?q=product";
    const desk = await tabs.open(shop.url + path, { viewport });
    await expect(desk.row(order._id)).toBeVisible();
    const box = await fieldOf(desk).boundingBox();
    expect(box?.width).toBeGreaterThanOrEqual(120);
    if (viewport.width < 1000) expect(box?.height).toBeGreaterThanOrEqual(44);
    const overflow = await desk.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.querySelector("main header") ?? document.body;
      return [scrollWidth - clientWidth, document.documentElement.scrollWidth - window.innerWidth];
    });
    expect(Math.max(...overflow)).toBeLessThanOrEqual(0);
    expect(await desk.page.evaluate(() => window.shiftsSoFar())).toEqual([]);
  }
});
