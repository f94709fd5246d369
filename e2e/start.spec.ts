// npm start: what it says, how soon the page is there, and that it leaves nothing behind however it ends.
import { rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { apiAt } from "./helpers/api.js";
import { allGone, run, stopWell } from "./helpers/processes.js";
import { descendantsOf } from "./helpers/processTable.js";
import { newPlace, start, type Place } from "./helpers/product.js";
import { expect, NETWORK_ERRORS, test as withTabs } from "./helpers/tabs.js";

const USABLE_WITHIN_MS = 15_000;
const STOPPED_WITHIN_MS = 10_000;

const test = withTabs.extend<{ readonly place: Place & { readonly dataDir: string } }>({
  place: async ({}, use) => {
    const place = await newPlace();
    await use(place);
    await rm(place.dataDir, { recursive: true, force: true });
  },
});

for (const setting of ["PORT", "FRONTEND_PORT"])
  test(`when the port of ${setting} is taken, then the start ends with a message that names it`, async ({
    place,
  }) => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, "127.0.0.1", resolve));
    const { port } = squatter.address() as AddressInfo;
    try {
      const running = run(["scripts/start.mjs"], { ...place.settings, [setting]: String(port) });
      const { code } = await running.ended(60_000);
      expect(code).toBe(1);
      expect(running.output()).toContain(`Port ${port} is in use`);
      expect(running.output()).toContain(`set ${setting}`);
      expect(running.output()).not.toContain("    at ");
    } finally {
      squatter.close();
    }
  });

test("when it is started a second time, then the page is usable within 15 s, and SIGTERM ends it all within 10 s", async ({
  place,
  tabs,
}, info) => {
  await stopWell(await start(place.settings));
  const startedAt = Date.now();
  const running = await start(place.settings);
  const desk = await tabs.open(place.url);
  await desk.expectLive();
  await expect(desk.page.getByRole("heading", { name: "No orders yet" })).toBeVisible();
  const usableMs = Date.now() - startedAt;
  info.annotations.push({ type: "usable after", description: `${(usableMs / 1000).toFixed(1)} s` });
  expect(usableMs).toBeLessThanOrEqual(USABLE_WITHIN_MS);
  for (const said of [place.url, place.apiUrl, "embedded MongoDB", "captured (no EMAIL_HOST)"])
    expect(running.output()).toContain(said);

  tabs.allow(NETWORK_ERRORS);
  const stoppedAt = Date.now();
  await stopWell(running);
  expect(Date.now() - stoppedAt).toBeLessThanOrEqual(STOPPED_WITHIN_MS);
});

test("when it is killed, then no process stays, and the next start has every order that was acknowledged", async ({
  place,
}) => {
  const api = apiAt(place.apiUrl);
  const killed = await start(place.settings);
  const family = descendantsOf(killed.pid);
  expect(family.length).toBeGreaterThanOrEqual(3);
  const acknowledged = new Set<string>();
  let isKilled = false;
  const writers = Array.from({ length: 4 }, async () => {
    while (!isKilled)
      await api.create().then(
        ({ _id }) => acknowledged.add(_id),
        () => undefined,
      );
  });
  await expect.poll(() => acknowledged.size).toBeGreaterThan(40);
  killed.kill("SIGKILL");
  await allGone(family);
  isKilled = true;
  await Promise.all(writers);

  const again = await start(place.settings);
  const found = new Set<string>();
  for (let query = "?limit=200"; query !== "";) {
    const { orders, next } = await api.page(query);
    for (const { _id } of orders) found.add(_id);
    query = next;
  }
  expect([...acknowledged].filter((id) => !found.has(id))).toEqual([]);
  await stopWell(again);
});

for (const setting of ["PORT", "FRONTEND_PORT"])
  test(`when ${setting} is no port, then the start ends and names it, without a stack`, async ({ place }) => {
    const running = run(["scripts/start.mjs"], { ...place.settings, [setting]: "99999" });
    const { code } = await running.ended(60_000);
    expect(code).toBe(1);
    expect(running.output()).toContain(`${setting} must be a port from 1 to 65535`);
    expect(running.output()).not.toContain("    at ");
  });

test("when it is stopped while it still installs or builds, then it ends well and takes that with it", async () => {
  const script = `
    import { run } from "./scripts/lib/commands.mjs";
    import { supervisor } from "./scripts/lib/supervise.mjs";
    supervisor();
    console.log("building");
    await run("sh", ["-c", "sleep 1000 & sleep 1000"]);
    console.log("built");`;
  const building = run(["--input-type=module", "--eval", script], {});
  await building.printed(/building/);
  await expect.poll(() => descendantsOf(building.pid).length).toBeGreaterThanOrEqual(3);
  await stopWell(building);
  expect(building.output()).not.toContain("built");
});
