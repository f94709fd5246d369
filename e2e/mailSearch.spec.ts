// Finding mails.
import { MailPage } from "./helpers/mailPage.js";
import { expect, test } from "./helpers/test.js";

test("when mails are searched, then recipient and order number find them, and the address keeps the search", async ({
  shop,
  tabs,
}) => {
  const [one, other] = [await shop.api.create(), await shop.api.create()];
  for (const { _id } of [one, other]) await shop.api.change(_id, { status: "shipped" });
  const mails = new MailPage(await tabs.open(`${shop.url}/mail`));
  const { page } = mails.desk;
  await expect(mails.to(one.customer_email)).toBeVisible();
  await expect(mails.to(other.customer_email)).toBeVisible();

  await page.keyboard.press("/");
  await expect(mails.search).toBeFocused();
  await page.keyboard.type(one.customer_email.toUpperCase());
  await expect(mails.rows).toHaveCount(1);
  await expect(mails.to(one.customer_email)).toBeVisible();
  await expect(page).toHaveURL(/\?q=CUSTOMER-/);
  await page.reload();
  await expect(mails.search).toHaveValue(one.customer_email.toUpperCase());
  await expect(mails.rows).toHaveCount(1);

  await mails.search.fill(String(other.order_number));
  await expect(mails.to(other.customer_email)).toBeVisible();
  await expect(mails.to(one.customer_email)).toHaveCount(0);
  await mails.search.fill("nobody@nowhere");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await mails.tab("Failed").click();
  await expect(page).toHaveURL(`${shop.url}/mail?state=failed&q=nobody%40nowhere`);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(`${shop.url}/mail`);
  await expect(mails.search).toHaveValue("");
  await expect(mails.to(one.customer_email)).toBeVisible();
});
