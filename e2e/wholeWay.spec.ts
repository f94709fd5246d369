// The whole way of one order: curl → database → every open tab → the customer's mailbox; and again after a restart.
import { curl, readmeLines } from "./helpers/shell.js";
import { expect, NETWORK_ERRORS, test } from "./helpers/test.js";
import { until } from "../backend/test/helpers/wait.js";

test("when the README's two lines are run, then both tabs follow, one mail is sent, and a restart keeps it all", async ({
  shop,
  tabs,
}) => {
  tabs.allow(NETWORK_ERRORS);
  const both = [await tabs.open(shop.url), await tabs.open(shop.url)];
  for (const desk of both) await desk.expectLive();
  const [createLine, changeLine] = await readmeLines(shop.apiUrl);

  const created = await curl(createLine!);
  for (const desk of both) {
    await expect(desk.toast("New order created!")).toContainText(String(created.order_number));
    await expect(desk.row(created._id)).toContainText("Test User");
    await expect(desk.status(created._id)).toHaveText("Pending");
  }

  const changed = await curl(changeLine!.replace("ORDER_ID", created._id));
  expect(changed.status).toBe("shipped");
  for (const desk of both) {
    await expect(desk.status(created._id)).toHaveText("Shipped");
    await desk.expectCounts({ all: 1, pending: 0, shipped: 1 });
    expect(await desk.toldSoFar("New order created!")).toHaveLength(1);
  }

  const mails = () => shop.mail.sentTo("test@example.com");
  await until("the mail", () => mails().length > 0);
  // A later mail has come through: a second one for the first change would have been sent before it.
  const later = await shop.api.create();
  await shop.api.change(later._id, { status: "processing" });
  await until("the later mail", () => shop.mail.sentTo(later.customer_email).length > 0);
  expect(mails().map(({ subject, to }) => ({ subject, to }))).toEqual([
    { subject: `Order ${created._id} - Status Updated`, to: ["test@example.com"] },
  ]);
  const recorded = async () => await shop.stored.mails.find({ order_id: created._id }).toArray();
  await expect.poll(async () => (await recorded()).map(({ state }) => state)).toEqual(["sent"]);

  await shop.stop();
  for (const desk of both) await expect(desk.live).toHaveText(/^Reconnecting/);
  await shop.startAgain();
  for (const desk of both) {
    await desk.expectLive(30_000);
    await desk.expectShows(await shop.api.list());
  }
  expect(await shop.api.get(created._id)).toEqual(changed);
  expect(mails()).toHaveLength(1);
});
