// Whatever comes in whatever order: at quiet the tab equals the database.
import { ORDER_STATUSES, type Order } from "@order-desk/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ModelShop } from "../../test/modelShop";
import { ModelTab } from "../../test/modelTab";
import { reaches } from "./depth";
import { selectionOf } from "./selectOrders";

const SLOTS = 5;
type World = { shop: ModelShop; tab: ModelTab; backup: ReadonlyMap<string, Order> };
type Step = (world: World, slot: number, n: number) => unknown;

const statusOf = (n: number) => (["pending", "shipped"] as const)[n % 2] ?? ORDER_STATUSES[0];

/** What can happen, and how often relative to the rest. */
const STEPS: Readonly<Record<string, readonly [weight: number, step: Step]>> = {
  create: [4, ({ shop }, slot) => shop.create(slot)],
  "insert outside": [1, ({ shop }, slot) => shop.create(slot, 0)],
  update: [4, ({ shop }, slot, n) => shop.update(slot, statusOf(n))],
  "write outside": [3, ({ shop }, slot, n) => shop.writeOutside(slot, statusOf(n))],
  rewind: [2, ({ shop }, slot, n) => shop.rewind(slot, n % 3)],
  delete: [2, ({ shop }, slot, n) => shop.delete(slot, n % 2 === 0)],
  restore: [2, ({ shop }, slot) => shop.restore(slot)],
  deliver: [6, ({ tab }, _slot, n) => tab.deliver(1 + (n % 4))],
  "deliver all": [2, ({ tab }) => tab.deliver(Infinity)],
  repeat: [2, ({ tab }, _slot, n) => tab.repeat(n)],
  replay: [1, ({ tab }, _slot, n) => tab.replay(n)],
  "load more": [4, ({ tab }, _slot, n) => tab.loadMore(n)],
  "fetch one": [2, ({ tab }, slot) => tab.ask((shop) => shop.read().find((o) => o._id.endsWith(`${slot}`)))],
  "create here": [1, ({ tab }, slot) => tab.ask((shop) => shop.create(slot))],
  "update here": [2, ({ tab }, slot, n) => tab.ask((shop) => shop.update(slot, statusOf(n)))],
  "restore here": [1, ({ tab }, slot) => tab.ask((shop) => shop.restore(slot))],
  "delete here": [2, ({ tab }, slot) => tab.deleteOwn(slot)],
  "an answer is read": [6, ({ tab }, _slot, n) => tab.readAt(n)],
  "an answer lands": [6, ({ tab }, _slot, n) => tab.landAt(n)],
  "miss events and refetch": [1, ({ tab }) => tab.refetch()],
  "let go of what is not seen": [3, ({ tab }) => tab.dropUnseen()],
  "take a backup": [1, (world) => (world.backup = new Map(world.shop.orders))],
  "put the backup back": [
    1,
    ({ shop, tab, backup }, _slot, n) => {
      // Now and then only: it ends every other story.
      if (n < 6) return;
      shop.putBackBackup(backup);
      tab.refetch();
    },
  ],
};

const commandsOf = (names: readonly string[]) =>
  fc.array(
    fc.record({
      name: fc.oneof(
        ...names.map((name) => ({ arbitrary: fc.constant(name), weight: STEPS[name]?.[0] ?? 1 })),
      ),
      slot: fc.integer({ min: 0, max: SLOTS - 1 }),
      n: fc.integer({ min: 0, max: 7 }),
    }),
    { maxLength: 70, size: "max" },
  );

function openWorld(): World {
  const shop = new ModelShop();
  // The shop was open before the tab.
  shop.create(0);
  shop.create(3);
  return { shop, tab: new ModelTab(shop), backup: new Map() };
}

function check<Input>(property: fc.IProperty<Input>, numRuns: number): void {
  const seed = Date.now() ^ (Math.random() * 0x1_0000_0000);
  console.error(`seed ${seed}`);
  fc.assert(property, { seed, numRuns });
}

function settle({ tab }: World, order: readonly number[]): void {
  // The rest arrives in any order: what is on its way, and the events.
  for (const n of order) {
    if (n % 3 === 0) tab.deliver(1 + (n % 2));
    else if (n % 3 === 1) tab.readAt(n);
    else tab.landAt(n);
  }
  while (tab.flights.length > 0) {
    tab.readAt(0);
    tab.landAt(0);
  }
  tab.deliver(Infinity);
}

function assertEqualsDatabase({ shop, tab }: World): void {
  for (const { order } of tab.state.orders.values()) expect(order).toEqual(shop.orders.get(order._id));
  for (const id of tab.state.deleted.keys()) expect(shop.orders.has(id)).toBe(false);
  for (const view of tab.views) {
    if (view.downTo === undefined) continue;
    const { query, placeOf, comparePlaces } = selectionOf(view.key);
    const { downTo } = view;
    const answer = shop.read(query).filter((order) => reaches(downTo, placeOf(order), comparePlaces));
    expect(tab.shown(view)).toEqual(answer);
  }
}

test("when news and fetches come in any order, then at quiet the tab equals the database", () => {
  const order = fc.array(fc.nat({ max: 8 }), { maxLength: 20 });
  check(
    fc.property(commandsOf(Object.keys(STEPS)), order, (commands, rest) => {
      const world = openWorld();
      for (const { name, slot, n } of commands) STEPS[name]?.[1](world, slot, n);
      settle(world, rest);
      assertEqualsDatabase(world);
      world.tab.dropUnseen();
      assertEqualsDatabase(world);
      for (const { order, isHeard } of world.tab.state.orders.values())
        expect(world.tab.sees(order) || !isHeard).toBe(true);
    }),
    4000,
  );
}, 60_000);

// Without rewinds, deletions and gaps, which all may set a version back.
const FORWARD = ["create", "update", "write outside", "update here", "deliver", "repeat", "replay"].concat([
  "load more",
  "fetch one",
  "an answer is read",
  "an answer lands",
  "let go of what is not seen",
]);

test("when versions only rise, then no order is ever shown older than before", () => {
  check(
    fc.property(commandsOf(FORWARD), (commands) => {
      const world = openWorld();
      const highest = new Map<string, number>();
      for (const { name, slot, n } of commands) {
        STEPS[name]?.[1](world, slot, n);
        for (const { order } of world.tab.state.orders.values()) {
          expect(order.version).toBeGreaterThanOrEqual(highest.get(order._id) ?? 0);
          highest.set(order._id, order.version);
        }
      }
    }),
    1000,
  );
}, 60_000);
