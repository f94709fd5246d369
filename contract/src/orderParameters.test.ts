import { describe, expect, it } from "vitest";
import { leftOutOf, parseParameters, toParameters } from "./orderParameters.js";
import { ALL_ORDERS } from "./orderQuery.js";

describe("the same in an address", () => {
  it("when a query goes into an address and back, then it is the same", () => {
    const query = parseParameters([
      ["q", "josé lamp"],
      ["status", "shipped,pending"],
      ["created_from", "2026-11-01"],
      ["created_to", "2026-11-30"],
      ["total_min", "10.50"],
      ["customer_email", "a@b.example"],
      ["sort", "-total"],
    ]);
    expect(toParameters(query)).toEqual([
      ["q", "josé lamp"],
      ["status", "pending,shipped"],
      ["created_from", "2026-11-01T00:00:00.000Z"],
      ["created_to", "2026-11-30T23:59:59.999Z"],
      ["total_min", "10.5"],
      ["customer_email", "a@b.example"],
      ["sort", "-total"],
    ]);
    expect(parseParameters(toParameters(query))).toEqual(query);
    expect(toParameters(ALL_ORDERS)).toEqual([]);
  });

  it("when anybody wrote anything into it, then only what is a query counts", () => {
    const address = "q=&status=pending&status=open&sort=price&total_min=9&total_max=8&x=1&currency=EUR";
    expect(parseParameters(new URLSearchParams(address))).toEqual({
      currency: "EUR",
      sort: "-created_at",
      total_min: 9,
    });
  });

  it("when something in it is not understood, then that is told, as it is written", () => {
    const leftOut = (address: string) => leftOutOf(new URLSearchParams(address));
    expect(leftOut("q=&status=shipped&sort=-created_at&created_to=2026-11-30&status=pending")).toEqual([]);
    expect(leftOut("status=shiped&total_min=9&total_max=8&colour=blue&colour=red%20&q=lamp")).toEqual([
      "status=shiped",
      "total_max=8",
      "colour=blue,red ",
    ]);
    expect(leftOut("__proto__=x&constructor=y")).toEqual(["__proto__=x", "constructor=y"]);
  });
});
