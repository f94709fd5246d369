// The server is away, or its answer is lost, while somebody works.
import {
  BACK_WITHIN_MS,
  expect,
  expectEqualsDatabase,
  expectToldOnce,
  NETWORK_ERRORS,
  test,
} from "./helpers/partsTest.js";

test("when the server is away while an order is typed, then the words stay, and the same Enter works later", async ({
  desk,
  shop,
}) => {
  const made = async () =>
    (await shop.api.list()).filter(({ customer_name }) => customer_name === "Ada Lovelace");
  await desk.page.keyboard.press("n");
  await desk.field("Customer name").fill("Ada Lovelace");
  await desk.field("E-mail").fill("ada@example.com");
  await desk.field("Product").fill("Brass drafting compass");
  shop.proxy.cut();
  await desk.page.keyboard.press("Enter");
  await expect(desk.panel.getByRole("alert")).toContainText("The server cannot be reached");
  await expect(desk.field("Product")).toHaveValue("Brass drafting compass");

  // It comes back, but the answer gets lost on its way: the order was made, and must not be made twice.
  shop.proxy.heal();
  await desk.expectLive(BACK_WITHIN_MS);
  shop.proxy.loseAnswers();
  await desk.field("Product").press("Enter");
  await expect(desk.panel.getByRole("alert")).toContainText("The server cannot be reached");
  expect(await made()).toHaveLength(1);
  shop.proxy.heal();
  await desk.field("Product").press("Enter");
  await expect(desk.field("Customer name")).toHaveValue("");
  expect(await made()).toHaveLength(1);
  await expectEqualsDatabase(desk, shop);
  await expectToldOnce(desk, await made());
});

test("when the page is opened while the API is away, then it says so and fills itself when the API is there", async ({
  shop,
  tabs,
}) => {
  tabs.allow(NETWORK_ERRORS);
  shop.proxy.cut();
  const desk = await tabs.open(shop.url);
  await expect(desk.page.getByRole("heading", { name: "The orders could not be loaded" })).toBeVisible();
  await expect(desk.live).toHaveText(/^Reconnecting/);
  // Pressed while nothing answers, it may only say the same again; later it is gone as soon as the API is there.
  await desk.page.getByRole("button", { name: "Retry" }).click();
  await expect(desk.page.getByRole("heading", { name: "The orders could not be loaded" })).toBeVisible();
  shop.proxy.heal();
  await desk.expectLive(BACK_WITHIN_MS);
  await expectEqualsDatabase(desk, shop);
});

test("when a status is changed while the server is away, then it says so at the row, and trying again works", async ({
  desk,
  shop,
}) => {
  const order = await shop.api.create();
  await expect(desk.row(order._id)).toBeVisible();
  shop.proxy.cut();
  await desk.setStatus(order._id, "Shipped");
  const failure = desk.page.getByRole("dialog", { name: "The status was not changed" });
  await expect(failure).toContainText("The server cannot be reached");
  await expect(desk.status(order._id)).toHaveText("Pending");
  shop.proxy.heal();
  await failure.getByRole("button", { name: "Try again" }).click();
  await expect(desk.status(order._id)).toHaveText("Shipped");
});
