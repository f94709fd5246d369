// The database and the contract's pure functions give the same orders in the same sequence, whatever is asked.
import {
  compareOrders,
  matchesQuery,
  ORDER_SORTS,
  ORDER_STATUSES,
  parseParameters,
  positionOf,
  type Order,
  type OrderQuery,
  type Position,
} from "@order-desk/contract";
import fc from "fast-check";
import { ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openForRequests, type Database } from "../src/models/database.js";
import { orderModel } from "../src/models/Order.js";
import { toDocument } from "../src/models/orderDocument.js";
import { ensureSchema } from "../src/models/schema.js";
import { toStoredTerms } from "../src/models/storedTerms.js";
import { newDatabaseName, withDatabase } from "./helpers/server.js";

const seed = Date.now() % 1_000_000;
/** Together some thousands of orders and of questions. */
const [RUNS, SHOP, QUESTIONS] = [10, 300, 250];

// Few enough that much is equal and searches find something.
const WORDS = [
  ...["José", "jose", "JOSEPH", "Müller", "mu", "Łukasz", "Ｚｏë", "İstanbul", "ΟΔΟΣ", "οδός", "ß", "straße"],
  ...["محمد", "الحسن", "שלום", "Nguyễn", "山田", "ｶﾞ", "ガ", "🎉", "👩‍👩‍👧", "𐐀𐐁", "\u{FFFD}", "ﬁn"],
  ...[
    "$gt",
    "$where",
    "{$ne:1}",
    "a.b",
    ".*",
    "^a",
    "[a-z]+",
    "(",
    "\\",
    "a|b",
    "%",
    "_id",
    "null",
    "\u0000",
  ],
  ...["1001", "10", "x".repeat(25), "x".repeat(20), "O'Neill", "e\u0301", "\u202Eabc", "terms.words"],
];
const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((words) => words.join(" ")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 10 }) },
);
const moment = fc
  .integer({ min: 0, max: 12 })
  .map((hour) => new Date(Date.UTC(2026, 10, 22, hour)).toISOString());
const total = fc.integer({ min: 0, max: 8 }).map((quarters) => quarters / 4);

const arbitraryOrder = fc.record({
  customer_name: text,
  customer_email: fc.oneof(text, fc.constantFrom("ada@example.com", "Ada@Example.com", "b.c@example.com")),
  product_name: text,
  price: total,
  currency: fc.constantFrom("USD", "EUR"),
  status: fc.constantFrom(...ORDER_STATUSES),
  created_at: moment,
  updated_at: moment,
});

type Draft = typeof arbitraryOrder extends fc.Arbitrary<infer T> ? T : never;

const some = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
/** As a person writes it into an address. */
const arbitraryQuery = fc
  .record({
    q: some(fc.oneof(text, fc.string({ maxLength: 3 }), fc.constantFrom("jos", "1001", "exam", "ada ex"))),
    status: some(fc.subarray([...ORDER_STATUSES], { minLength: 1 }).map((statuses) => statuses.join(","))),
    created_from: some(moment),
    created_to: some(moment),
    updated_from: some(moment),
    updated_to: some(moment),
    total_min: some(total.map(String)),
    total_max: some(total.map(String)),
    currency: some(fc.constantFrom("USD", "EUR")),
    product: some(text),
    customer_email: some(fc.constantFrom("ADA@example.com", "$ne", "b.c@example.com")),
    sort: fc.constantFrom(...ORDER_SORTS),
  })
  .map((parameters) =>
    parseParameters(
      Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, value]],
      ),
    ),
  );

describe(`queries (seed ${seed})`, () => {
  let database: Database;
  beforeAll(async () => {
    database = openForRequests(withDatabase(inject("mongodUri"), newDatabaseName()));
    await ensureSchema(database);
  });
  afterAll(async () => {
    await database.db.dropDatabase();
    await database.client.close();
  });

  async function store(drafts: readonly Draft[]): Promise<Order[]> {
    const model = orderModel(database, "USD");
    const documents = drafts.map((draft, index) => {
      const _id = new ObjectId().toHexString();
      const order = {
        ...draft,
        _id,
        order_number: 1001 + index,
        version: 1,
        quantity: 1,
        total: draft.price,
      };
      return { ...toDocument(order), terms: toStoredTerms(order) };
    });
    await database.orders.deleteMany({});
    await database.orders.insertMany(documents);
    // A lone surrogate comes back as something else.
    return (await database.orders.find().toArray()).map(model.toWire);
  }

  async function walk(query: OrderQuery, limit: number): Promise<Order[]> {
    const model = orderModel(database, "USD");
    const found: Order[] = [];
    for (let after: Position | undefined; ;) {
      const page = await model.findPage({ query, limit, after });
      found.push(...page.orders);
      const last = page.orders.at(-1);
      if (!page.hasMore || !last) return found;
      after = positionOf(last, query.sort);
    }
  }

  const numbers = (orders: readonly Order[]) => orders.map(({ order_number }) => order_number);

  it("when orders and queries are random, then database and tab agree on which and in what sequence", async () => {
    const sample = <T>(arbitrary: fc.Arbitrary<T>, size: number) =>
      fc.sample(fc.array(arbitrary, { minLength: size, maxLength: size }), { seed, numRuns: RUNS });
    const shops = sample(arbitraryOrder, SHOP);
    const questions = sample(arbitraryQuery, QUESTIONS);
    const model = orderModel(database, "USD");
    let matched = 0;
    for (const [run, drafts] of shops.entries()) {
      const orders = await store(drafts);
      for (const [index, query] of (questions[run] ?? []).entries()) {
        const said = JSON.stringify(query);
        const expected = orders.filter((order) => matchesQuery(order, query)).sort(compareOrders(query));
        matched += expected.length;
        expect(numbers(await walk(query, 20 + (index % 80))), said).toEqual(numbers(expected));
        expect(await model.count(query, 10_000), said).toBe(expected.length);
      }
    }
    // Were nothing ever found, this would say nothing.
    expect(matched).toBeGreaterThan(1_000);
  }, 120_000);
});
