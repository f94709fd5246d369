// How much of the indexes a page of the list reads: about as much as it shows, however many orders there are.
import { createOrderBody, ORDER_SORTS, parseParameters, positionOf } from "@order-desk/contract";
import { sampleOrder } from "@order-desk/contract/samples";
import type { Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openForRequests, type Database } from "../src/models/database.js";
import { orderModel } from "../src/models/Order.js";
import { newMark } from "../src/models/orderDocument.js";
import { stretchOf, toQuery } from "../src/models/orderFilter.js";
import { ensureSchema } from "../src/models/schema.js";
import { toNewFields } from "../src/services/orderRules.js";
import { newDatabaseName, withDatabase } from "./helpers/server.js";

const ORDERS = 3_000;
const PAGE = 51;
/** Each status and each beginning of a range is one more place to look at. */
const PLACES = 8;

/** One order of so many is in a currency that is rare here. */
const RARELY = 150;
const COMMON_CURRENCIES = ["USD", "EUR", "JPY"] as const;
const currencyOf = (index: number) => (index % RARELY === 7 ? "CHF" : COMMON_CURRENCIES[index % 3]);

const NOBODYS = "currency=SEK";

const NO_STATUS = ORDER_SORTS.filter((sort) => !sort.includes("status"));

describe("keys that a page examines", () => {
  let database: Database;
  beforeAll(async () => {
    database = openForRequests(withDatabase(inject("mongodUri"), newDatabaseName()));
    await ensureSchema(database);
    const model = orderModel(database, "USD");
    const documents = Array.from({ length: ORDERS }, (_, index) => {
      const fields = toNewFields(createOrderBody.parse(sampleOrder(index)), "USD");
      const currency = currencyOf(index) ?? "USD";
      const times = {
        created_at: new Date(Date.UTC(2026, 0, 1) + index * 60_000),
        // Seven is no divisor of the number of orders: each minute once.
        updated_at: new Date(Date.UTC(2026, 0, 1) + ((index * 7) % ORDERS) * 60_000),
      };
      return {
        ...model.newDocument({ order_number: 1001 + index, ...fields, currency }, newMark("api")),
        ...times,
      };
    });
    await model.insertMany(documents);
  });
  afterAll(async () => {
    await database.db.dropDatabase();
    await database.client.close();
  });

  it.each([
    ...NO_STATUS.map((sort) => `sort=${sort}`),
    "status=pending",
    "status=cancelled,returned",
    "status=delivered&created_from=2026-01-01T10:00Z&created_to=2026-01-02T10:00Z",
    "created_from=2026-01-01T10:00Z&created_to=2026-01-02T10:00Z&sort=created_at",
    "total_min=50&sort=-total",
    "q=lam",
    "q=l",
    "q=lamp",
    "customer_email=JOHN@example.com",
    "currency=USD",
    "currency=CHF",
    NOBODYS,
    "currency=EUR&created_from=2026-01-01T10:00Z&created_to=2026-01-02T10:00Z",
  ])(
    "when %s is asked, then they are hardly more than it shows, on the first page and far down",
    async (asked) => {
      const model = orderModel(database, "USD");
      const query = parseParameters(new URLSearchParams(asked));
      const { orders: above } = await model.findPage({ query, limit: 60 });
      const last = above.at(-1);
      expect(last === undefined, "nothing was found").toBe(asked === NOBODYS);
      for (const after of [undefined, last && positionOf(last, query.sort)]) {
        const { filter, sort } = toQuery(stretchOf(query, query.sort), after);
        const found = database.orders.find(filter).sort(sort).limit(PAGE);
        const { totalKeysExamined, nReturned } = (await found.explain("executionStats"))
          .executionStats as Document;
        expect(totalKeysExamined).toBeLessThanOrEqual(1.1 * (nReturned as number) + PLACES);
      }
    },
  );

  it.each([
    ["CHF", ORDERS / RARELY],
    ["SEK", 0],
    ["USD", ORDERS / 3],
  ])("when the orders in %s are counted, then just their keys are read", async (currency, expected) => {
    await database.db.command({ profile: 2 });
    const found = await orderModel(database, "USD").count({ currency }, ORDERS);
    await database.db.command({ profile: 0 });
    const seen = await database.db
      .collection("system.profile")
      .findOne({ "command.count": "orders", "command.query.$and.currency": currency });
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(ORDERS / RARELY);
    expect(seen?.docsExamined).toBe(0);
    expect(seen?.keysExamined).toBeLessThanOrEqual(1.1 * found + PLACES);
  });
});
