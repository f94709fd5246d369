// What goes wrong can be seen and used by everybody too.
import { FAILURE_SCREENS } from "./helpers/failureScreens.js";
import { expectAxeFindsNothing, expectNoSidewaysScroll, smallTargets } from "./helpers/looks.js";
import { expect, NETWORK_ERRORS, test } from "./helpers/partsTest.js";
import { DESKTOP, PHONE } from "./helpers/screens.js";

const LOOKS = [
  { device: "desktop", colorScheme: "light", options: DESKTOP },
  { device: "phone", colorScheme: "dark", options: PHONE },
] as const;

for (const { device, colorScheme, options } of LOOKS)
  test(`when each failure is looked at on a ${device} in ${colorScheme}, then axe finds nothing and nothing sticks out`, async ({
    shop,
    tabs,
  }) => {
    tabs.allow(NETWORK_ERRORS);
    tabs.allow(/status of 404/);
    await shop.api.create({ customer_name: "x".repeat(200) });
    const desk = await tabs.open(shop.url, { ...options, colorScheme, reducedMotion: "reduce" });
    await desk.expectLive();
    for (const { name, show } of FAILURE_SCREENS) {
      await show(desk, shop);
      await expectAxeFindsNothing(desk, name);
      await expectNoSidewaysScroll(desk, name);
      if (device === "phone") expect(await smallTargets(desk), name).toEqual([]);
    }
  });
