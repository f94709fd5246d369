// The desk without a mail server: mails are recorded and shown, and nothing pretends to have been sent.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { MailPage, storyLines } from "./helpers/mailPage.js";
import { startProduct, type Product } from "./helpers/product.js";
import { expect, SANDBOX_HELD, test as base } from "./helpers/tabs.js";

const test = base.extend<object, { readonly shop: Product }>({
  shop: [
    async ({}, use) => {
      const shop = await startProduct({ EMAIL_HOST: "" });
      await use(shop);
      await shop.remove();
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

test("when a status changes, then the captured mail appears live in both tabs, as it would have been sent", async ({
  shop,
  tabs,
}) => {
  tabs.allow(/status of 409/);
  // The test itself looks into the frame, in which nothing may run.
  tabs.allow(SANDBOX_HELD);
  const order = await shop.api.create({ customer_name: "Ada <b>Lovelace</b>" });
  const to = order.customer_email;
  const desk = await tabs.open(`${shop.url}/orders/${order._id}`);
  const mails = new MailPage(await tabs.open(`${shop.url}/mail`));
  await expect(mails.desk.page.getByRole("heading", { name: "No mails yet" })).toBeVisible();
  await desk.panel.getByRole("button", { name: "Start processing" }).click();

  await expect(mails.state(mails.to(to))).toHaveText("Captured");
  await expect(mails.to(to)).toContainText("Pending → Processing");
  await expect(storyLines(desk).first()).toContainText("Captured");
  await expect(mails.tab("Captured")).toContainText("1");
  await expect(mails.desk.page.getByRole("region", { name: "No mail server" })).toContainText("none is sent");

  await mails.open(to);
  const frame = mails.panel.locator("iframe");
  await expect(frame).toHaveAttribute("sandbox", "");
  await expect(frame).not.toHaveAttribute("src", /./);
  await expect(mails.preview().getByText(`Order ${order.order_number} is processing`)).toBeVisible();
  await expect(mails.preview().getByText("Ada <b>Lovelace</b>")).toBeVisible();
  await mails.panel.getByRole("tab", { name: "Plain text" }).click();
  await expect(mails.panel.getByRole("tabpanel")).toContainText("Ada <b>Lovelace</b>");

  await mails.button("Send again").click();
  const alert = mails.panel.getByRole("alert");
  await expect(alert).toContainText("No mail server is configured");
  for (const setting of ["EMAIL_HOST", "EMAIL_PORT", "EMAIL_USER", "EMAIL_PASS", "EMAIL_FROM"])
    await expect(alert).toContainText(setting);
  await mails.panel.getByText("How to configure one").click();
  await expect(mails.panel.getByRole("region", { name: "Settings of the mail server" })).toContainText(
    "EMAIL_HOST=",
  );
});

test("when a mail's content tries to run or to load something, then nothing runs and nothing is loaded", async ({
  shop,
  tabs,
}) => {
  tabs.allow(/sandboxed|Content Security Policy/);
  let loads = 0;
  const server = createServer((_request, response) => {
    loads += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const foreign = `http://localhost:${(server.address() as AddressInfo).port}`;
  const order = await shop.api.create();
  await shop.api.change(order._id, { status: "shipped" });
  await expect.poll(async () => await shop.stored.mails.countDocuments({ order_id: order._id })).toBe(1);
  const html = `<!doctype html><html><head><link rel="stylesheet" href="${foreign}/a.css"></head><body onload="parent.document.title='run'">
    <script>parent.document.title = "run";</script><img src="${foreign}/a.png" alt="">
    <p>Harmless <a href="${foreign}/away">words</a></p></body></html>`;
  await shop.stored.mails.updateOne({ order_id: order._id }, { $set: { html } });

  const mails = new MailPage(await tabs.open(`${shop.url}/mail?q=${order.order_number}`));
  await mails.open(order.customer_email);
  await expect(mails.preview().getByText("Harmless")).toBeVisible();
  await mails.preview().getByRole("link", { name: "words" }).click();
  await expect(mails.preview().getByText("Harmless")).toBeVisible();
  expect(await mails.desk.page.title()).toContain("Mail to");
  expect(mails.desk.page.context().pages()).toHaveLength(1);
  expect(loads).toBe(0);
  await new Promise((resolve) => server.close(resolve));
});
