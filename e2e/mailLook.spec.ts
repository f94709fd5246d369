// What everybody can see and use of mails and stories: contrast, names, size.
import { newOrder } from "./helpers/api.js";
import { expectGoodLooks } from "./helpers/looks.js";
import { MailPage, storyLines } from "./helpers/mailPage.js";
import { DESKTOP, PHONE } from "./helpers/screens.js";
import { expect, SANDBOX_HELD, test } from "./helpers/test.js";

test.beforeEach(({ tabs }) => tabs.allow(SANDBOX_HELD));

for (const [device, options] of Object.entries({ desktop: DESKTOP, phone: PHONE }))
  test(`when mails and a story are looked at on a ${device}, in light and dark, then axe finds nothing and nothing sticks out`, async ({
    shop,
    tabs,
  }) => {
    const order = await shop.api.create({
      customer_email: `${"long-".repeat(10)}${newOrder().customer_email}`,
    });
    const to = order.customer_email;
    shop.mail.refuse(to, "550 5.1.1 No such mailbox here");
    await shop.api.change(order._id, { status: "shipped" });
    const desk = await tabs.open(`${shop.url}/mail`, options);
    await desk.expectLive();
    const mails = new MailPage(desk);
    const look = async (screen: string) => await expectGoodLooks(desk, { name: screen }, device);
    await expect(mails.state(mails.to(to))).toHaveText("Failed");
    await look("the mails");
    await mails.open(to);
    await expect(mails.preview().getByText("is shipped")).toBeVisible();
    await look("a mail");
    await mails.panel.getByRole("tab", { name: "Plain text" }).click();
    await look("a mail as text");
    await mails.panel.getByRole("link", { name: String(order.order_number) }).click();
    await expect(storyLines(desk)).toHaveCount(3);
    await look("a story");
    await desk.page.goto(`${shop.url}/mail?q=nobody`);
    await expect(desk.page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
    await look("nothing found");
  });
