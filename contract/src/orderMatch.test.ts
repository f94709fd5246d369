import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Order } from "./order.js";
import { compareOrders, matchesQuery, positionOf } from "./orderMatch.js";
import { ORDER_SORTS, type OrderFilter } from "./orderQuery.js";
import {
  beginningsOf,
  fold,
  hasWords,
  searchedWords,
  searchWords,
  SORTED_MAX,
  termsOf,
  wordsOf,
} from "./orderTerms.js";

const orderOf = (fields: Partial<Order> = {}): Order => ({
  _id: "0123456789abcdef01234567",
  order_number: 1042,
  version: 1,
  customer_name: "José Müller-Łuk",
  customer_email: "Jose.Mueller@Example.com",
  product_name: "Oak  desk lamp 30W",
  quantity: 1,
  price: 49.9,
  currency: "EUR",
  total: 49.9,
  status: "shipped",
  created_at: "2026-11-22T10:00:00.000Z",
  updated_at: "2026-11-23T10:00:00.000Z",
  ...fields,
});

describe("matchesQuery", () => {
  it.each<[OrderFilter, boolean]>([
    [{}, true],
    [{ q: "jose" }, true],
    [{ q: "JOSÉ mul" }, true],
    [{ q: "ｊｏｓｅ" }, true],
    [{ q: "lamp oak" }, true],
    [{ q: "esk" }, false],
    [{ q: "jose chair" }, false],
    [{ q: "104" }, true],
    [{ q: "042" }, false],
    [{ q: "example com" }, true],
    [{ q: "mueller@exam" }, true],
    [{ q: "30w" }, true],
    [{ q: "0123456789ABCDEF01234567" }, true],
    [{ q: "0123456789abcdef01234568" }, false],
    [{ q: "$ .*" }, true],
    [{ q: "🎉 lamp" }, true],
    [{ status: ["pending", "shipped"] }, true],
    [{ status: ["pending"] }, false],
    [{ created_from: "2026-11-22T10:00:00.000Z", created_to: "2026-11-22T10:00:00.000Z" }, true],
    [{ created_from: "2026-11-22T10:00:00.001Z" }, false],
    [{ updated_to: "2026-11-23T09:59:59.999Z" }, false],
    [{ updated_from: "2026-11-23T09:59:59.999Z" }, true],
    [{ total_min: 49.9, total_max: 49.9 }, true],
    [{ total_min: 49.91 }, false],
    [{ total_max: 49.89 }, false],
    [{ currency: "EUR" }, true],
    [{ currency: "USD" }, false],
    [{ product: "oak desk LAMP 30w" }, true],
    [{ product: "oak desk" }, false],
    [{ customer_email: "jose.mueller@example.COM" }, true],
    [{ customer_email: "jose.mueller@example.co" }, false],
    [{ q: "jose", currency: "USD" }, false],
  ])("when the query is %j, then whether it is met is %s", (query, expected) => {
    expect(matchesQuery(orderOf(), query)).toBe(expected);
  });
});

describe("compareOrders", () => {
  const idsBy = (sort: (typeof ORDER_SORTS)[number], orders: readonly Order[]) =>
    orders.toSorted(compareOrders({ sort })).map(({ _id }) => _id);

  it("when names differ in case and accents only, then the id decides", () => {
    const orders = [
      orderOf({ _id: "c", customer_name: "emile" }),
      orderOf({ _id: "a", customer_name: "Émile" }),
      orderOf({ _id: "b", customer_name: "Zoë" }),
    ];
    expect(idsBy("customer_name", orders)).toEqual(["a", "c", "b"]);
    expect(idsBy("-customer_name", orders)).toEqual(["b", "c", "a"]);
  });

  it("when sorted by status, then in the sequence of an order's life, the newest of each first", () => {
    const orders = [
      orderOf({ _id: "a", status: "delivered" }),
      orderOf({ _id: "b", status: "pending" }),
      orderOf({ _id: "c", status: "pending", created_at: "2026-11-23T10:00:00.000Z" }),
    ];
    expect(idsBy("status", orders)).toEqual(["c", "b", "a"]);
    expect(idsBy("-status", orders)).toEqual(["a", "c", "b"]);
  });

  it("when names go beyond U+FFFF, then they sort by code points, as UTF-8 does", () => {
    const names = fc.string({ unit: "binary", maxLength: 4 });
    const utf8 = (text: string) => Buffer.from(text);
    fc.assert(
      fc.property(names, names, (one, other) => {
        const compared = compareOrders({ sort: "customer_name" })(
          orderOf({ _id: "a", customer_name: one }),
          orderOf({ _id: "b", customer_name: other }),
        );
        const [x, y] = [termsOf(orderOf({ customer_name: one })), termsOf(orderOf({ customer_name: other }))];
        const bytes = Buffer.compare(utf8(x.customer), utf8(y.customer));
        expect(Math.sign(compared)).toBe(bytes === 0 ? -1 : bytes);
      }),
    );
  });

  it("when a name is folded into a very long one, then it is sorted by its beginning, and found by its end", () => {
    const order = orderOf({ customer_name: `${"\uFDFA".repeat(198)} Z` });
    expect(Array.from(termsOf(order).customer)).toHaveLength(SORTED_MAX);
    expect(matchesQuery(order, { q: "z" })).toBe(true);
  });

  it("when an order has a position, then it has a value for each key of the sequence", () => {
    for (const sort of ORDER_SORTS) expect(positionOf(orderOf(), sort)).not.toContain(undefined);
  });
});

describe("words", () => {
  it("when a text is folded, then case, accents, width and the final sigma do not matter", () => {
    expect(fold("ÅNGSTRÖM Ｌａｍｐ ﬁn İstanbul ΟΔΟΣ")).toBe("angstrom lamp fin istanbul οδοσ");
  });

  it("when a word is very long, then its beginning stands for it", () => {
    expect(wordsOf(`${"a".repeat(40)} 𐐀𐐁`)).toEqual(["a".repeat(20), "𐐨𐐩"]);
  });

  it("when a word of a search begins another one, then it says nothing more", () => {
    expect(searchWords("jo jose jo lamp")).toEqual(["jose", "lamp"]);
  });

  it("when a word begins one of the order's, then it is among its beginnings, and only then", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 12 });
    fc.assert(
      fc.property(text, text, fc.nat(2000), (customer_name, q, order_number) => {
        const searched = searchedWords(orderOf({ customer_name, order_number }));
        const beginnings = new Set(beginningsOf(searched));
        const search = [...searchWords(q), ...searchWords(customer_name.slice(0, 5)), String(order_number)];
        for (const word of search) expect(hasWords(searched, [word])).toBe(beginnings.has(word));
      }),
    );
  });
});
