// Mails on the screen: what became of each, and what a person does about it.
import { MailPage, storyLines } from "./helpers/mailPage.js";
import { expect, NETWORK_ERRORS, SANDBOX_HELD, test } from "./helpers/test.js";

test.beforeEach(({ tabs }) => tabs.allow(SANDBOX_HELD));

test("when the mail server refuses a mail, then its words are shown, and sending again is told live in every tab", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create();
  const to = order.customer_email;
  const list = await tabs.open(`${shop.url}/mail?q=${to}`);
  const story = await tabs.open(`${shop.url}/orders/${order._id}`);
  await expect(storyLines(story)).toHaveText([/Created/]);
  shop.mail.refuse(to, "550 5.1.1 No such mailbox here");
  await shop.api.change(order._id, { status: "shipped" });

  const mails = new MailPage(list);
  await expect(mails.state(mails.to(to))).toHaveText("Failed");
  await expect(mails.to(to)).toContainText("550 5.1.1 No such mailbox here");
  await expect(mails.tab("Failed").locator("span span")).not.toHaveText("0");
  await expect(storyLines(story).first()).toContainText("550 5.1.1 No such mailbox here");
  await expect(list.page.getByRole("link", { name: /^Mail/ }).first()).toContainText(/\d+ (failed|to check)/);

  await mails.open(to);
  await expect(mails.history).toHaveText([/^Failed550 5\.1\.1/, /^Sending/, /^Queued/]);
  shop.mail.refuse(to, undefined);
  await mails.button("Send again").click();
  await expect(mails.state(mails.to(to))).toHaveText("Sent");
  await expect(mails.history.first()).toHaveText(/^Sent250/);
  await expect(storyLines(story).first()).toContainText("Sent");
  expect(shop.mail.sentTo(to)).toHaveLength(1);

  // One that was sent goes out as a second mail, and is not changed itself.
  await mails.button("Send again").click();
  await mails.panel.getByRole("button", { name: "See it" }).click();
  await expect(list.page).toHaveURL(/\/mail\/[\w-]+-again-/);
  await expect(mails.rows).toHaveCount(2);
  await expect(mails.state(mails.rows.nth(0))).toHaveText("Sent");
  expect(shop.mail.sentTo(to)).toHaveLength(2);
  await expect(storyLines(story)).toHaveText([/^Mail: shipped/, /^Mail: shipped/, /Shipped/, /Created/]);
});

test("when a waiting mail is held, then it is not sent before it is released", async ({ shop, tabs }) => {
  const order = await shop.api.create();
  const to = order.customer_email;
  const mails = new MailPage(await tabs.open(`${shop.url}/mail?q=${to}`));
  shop.mail.refuse(to, "451 4.7.1 Greylisted, come back later");
  await shop.api.change(order._id, { status: "processing" });
  await expect(mails.state(mails.to(to))).toHaveText("Queued");
  await expect(mails.to(to)).toContainText("451 4.7.1 Greylisted");

  await mails.open(to);
  await mails.button("Hold").click();
  await expect(mails.state(mails.to(to))).toHaveText("Held");
  await expect(mails.panel.getByRole("region", { name: "Held" })).toContainText(
    "before somebody releases it",
  );
  await expect(mails.button("Send now")).toHaveCount(0);

  shop.mail.refuse(to, undefined);
  await mails.button("Release").click();
  await expect(mails.history.filter({ hasText: "Released" })).toBeVisible();
  const sendNow = mails.button("Send now");
  await sendNow
    .or(mails.history.filter({ hasText: /^Sent/ }))
    .first()
    .waitFor();
  if (await sendNow.isVisible()) await sendNow.click();
  await expect(mails.state(mails.to(to))).toHaveText("Sent");
  expect(shop.mail.sentTo(to)).toHaveLength(1);
});

test("when somebody else was faster, then the button says why it could not be done, and the panel shows what is", async ({
  shop,
  tabs,
}) => {
  tabs.allow(/status of 409/);
  const order = await shop.api.create();
  const to = order.customer_email;
  const mails = new MailPage(await tabs.open(`${shop.url}/mail?q=${to}`));
  shop.mail.refuse(to, "451 4.7.1 Greylisted, come back later");
  await shop.api.change(order._id, { status: "processing" });
  await mails.open(to);
  await expect(mails.button("Hold")).toBeVisible();
  await mails.desk.page.route("**/hold", async (route) => {
    await fetch(route.request().url(), { method: "POST" });
    await route.continue();
  });
  await mails.button("Hold").click();
  await expect(mails.panel.getByRole("alert")).toContainText("It was not held. ");
  await expect(mails.button("Release")).toBeVisible();
});

test("when only the keyboard is used, then it moves through the mails, opens one and comes back", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create();
  await shop.api.change(order._id, { status: "processing" });
  await shop.api.change(order._id, { status: "shipped" });
  const mails = new MailPage(await tabs.open(`${shop.url}/mail?q=${order.order_number}`));
  const { keyboard } = mails.desk.page;
  const rows = mails.to(order.customer_email);
  await expect(rows).toHaveCount(2);
  await keyboard.press("j");
  await keyboard.press("j");
  await expect(rows.filter({ hasText: "Pending → Processing" })).toBeFocused();
  await keyboard.press("k");
  await keyboard.press("Enter");
  await expect(mails.desk.panelTitle).toBeFocused();
  await expect(mails.preview().getByText("is shipped")).toBeVisible();
  await mails.panel.getByRole("tab", { name: "Preview" }).focus();
  await keyboard.press("ArrowRight");
  await expect(mails.panel.getByRole("tabpanel")).toContainText(`Order number: ${order.order_number}`);
  await keyboard.press("Escape");
  await expect(mails.panel).toHaveCount(0);
  await expect(rows.filter({ hasText: "Processing → Shipped" })).toBeFocused();
});

test("when the server was away, then the Mail page catches up by itself", async ({ shop, tabs }) => {
  tabs.allow(NETWORK_ERRORS);
  const order = await shop.api.create();
  const to = order.customer_email;
  const mails = new MailPage(await tabs.open(`${shop.url}/mail?q=${to}`));
  await mails.desk.expectLive();
  await expect(mails.desk.page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await shop.stop();
  await expect(mails.desk.live).toHaveText(/^Reconnecting/);
  await shop.startAgain();
  await shop.api.change(order._id, { status: "shipped" });
  await expect(mails.state(mails.to(to))).toHaveText("Sent", { timeout: 40_000 });
});

test("when mails need a decision or history was lost, then the live status says so and leads to the mails", async ({
  shop,
  tabs,
}) => {
  const order = await shop.api.create();
  await shop.api.change(order._id, { status: "shipped" });
  const mails = new MailPage(await tabs.open(`${shop.url}/mail?q=${order.customer_email}`));
  const { page } = mails.desk;
  await expect(mails.state(mails.to(order.customer_email))).toHaveText("Sent");
  await shop.stored.mails.updateOne(
    { order_id: order._id },
    {
      $set: { state: "unknown", response: "Connection closed", updated_at: new Date() },
    },
  );
  await expect(mails.state(mails.to(order.customer_email))).toHaveText("Unknown");
  await page.route("**/health/ready", async (route) => {
    const response = await route.fetch();
    const health = (await response.json()) as { worker: object };
    const worker = { ...health.worker, history_lost_at: new Date().toISOString() };
    await route.fulfill({ response, json: { ...health, worker } });
  });
  await mails.desk.live.click();
  const status = page.getByRole("dialog", { name: "Live status" });
  await expect(status.getByRole("alert")).toHaveText(
    /^History was lost at Today, .+: mails were caught up; look at the log\.$/,
  );
  await status.getByRole("link", { name: /^\d+ mails? needs? a decision$/ }).click();
  await expect(page).toHaveURL(`${shop.url}/mail?state=unknown`);
  await page.keyboard.press("Escape");
  await mails.open(order.customer_email);
  await expect(mails.panel.getByRole("region", { name: "Unknown" })).toContainText("only you can decide");
});
