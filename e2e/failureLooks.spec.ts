// What goes wrong can be seen and used by everybody too.
import { FAILURE_SCREENS } from "./helpers/failureScreens.js";
import { expectGoodLooks } from "./helpers/looks.js";
import { NETWORK_ERRORS, test } from "./helpers/partsTest.js";
import { DESKTOP, PHONE } from "./helpers/screens.js";

for (const [device, options] of Object.entries({ desktop: DESKTOP, phone: PHONE }))
  test(`when each failure is looked at on a ${device}, in light and dark, then axe finds nothing and nothing sticks out`, async ({
    shop,
    tabs,
  }) => {
    tabs.allow(NETWORK_ERRORS);
    tabs.allow(/status of 404/);
    await shop.api.create({ customer_name: "x".repeat(200) });
    const desk = await tabs.open(shop.url, options);
    await desk.expectLive();
    for (const { name, show } of FAILURE_SCREENS) {
      await show(desk, shop);
      await expectGoodLooks(desk, { name }, device);
    }
  });
