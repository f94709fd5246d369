import { ORDER_SORTS, positionOf, type Order, type OrderSort } from "@order-desk/contract";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { originCheck } from "../config/origins.js";
import { backoff } from "./backoff.js";
import { withDeadline } from "./deadline.js";
import { JobPace } from "./jobPace.js";
import { fromPageCursor, toPageCursor } from "./pageCursor.js";

describe("backoff", () => {
  const timing = { firstMs: 100, longestMs: 1_000 };
  it("when attempts fail, then it doubles up to the longest", () => {
    expect([1, 2, 3, 4, 5, 60].map((attempt) => backoff(attempt, timing, () => 0.5))).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
  });
  it("when chance decides, then it stays within ±50 %", () => {
    expect([backoff(2, timing, () => 0), backoff(2, timing, () => 0.999)]).toEqual([100, 300]);
  });
});

describe("the pace of jobs", () => {
  it("when a piece took long, then it rests longer, but not as long as a database stood still", () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    try {
      const pace = new JobPace(new AbortController().signal);
      const owedAfter = (ms: number) => {
        pace.begin();
        vi.advanceTimersByTime(ms);
        return pace.owed();
      };
      expect([10, 100, 6_000].map(owedAfter)).toEqual([15, 150, 1_000]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("pageCursor", () => {
  const order = {
    _id: "0123456789abcdef01234567",
    order_number: 1001,
    created_at: "2026-11-22T10:00:00.000Z",
    updated_at: "2026-11-22T10:00:00.000Z",
    customer_name: "Zoë \u{1F600}",
    customer_email: "",
    product_name: "",
    status: "shipped",
    total: 0.1,
  } as Order;
  const cursorOf = (sort: OrderSort) => toPageCursor(sort, positionOf(order, sort));

  it.each(ORDER_SORTS)("when a position by %s goes to a cursor and back, then it is the same", (sort) => {
    expect(fromPageCursor(cursorOf(sort), sort)).toEqual(positionOf(order, sort));
  });

  it("when a cursor was made up, then it is refused with what to do", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => fromPageCursor(text, "total")).toThrow(/Link header/);
      }),
    );
    const ours = cursorOf("total");
    for (const text of [
      `${ours}=`,
      ` ${ours}`,
      cursorOf("-total"),
      cursorOf("created_at"),
      toPageCursor("total", [1]),
      toPageCursor("total", [null as never, order._id]),
      toPageCursor("total", [{ $gt: 0 } as never, order._id]),
      toPageCursor("total", [1, `${order._id}0`]),
      toPageCursor("total", [1, order._id, "more"]),
      Buffer.from('["total", 1]').toString("base64url"),
    ])
      expect(() => fromPageCursor(text, "total")).toThrow(
        expect.objectContaining({ code: "validation_failed" }),
      );
    for (const status of [-1, 6, 1.5, "1", "length"])
      expect(() =>
        fromPageCursor(toPageCursor("status", [status, order.created_at, order._id]), "status"),
      ).toThrow(/Link header/);
  });
});

describe("originCheck", () => {
  const isAllowed = originCheck(["http://localhost:3000", "https://desk.example.com"], 3001);
  it.each([
    undefined,
    "http://localhost:3000",
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
    "https://desk.example.com",
    "http://localhost:3001",
    "http://127.0.0.1:3001",
  ])("when the origin is %s, then it is ours", (origin) => {
    expect(isAllowed(origin)).toBe(true);
  });
  it.each([
    "",
    "null",
    "http://localhost",
    "http://localhost:3002",
    "https://localhost:3000",
    "http://localhost:3000/",
    "http://localhost:30000",
    "http://localhost:3000.evil.example",
    "http://desk.example.com",
    "https://desk.example.com.evil.example",
    "https://evil-desk.example.com",
    "https://desk.example.com:444",
  ])("when the origin is %j, then it is not", (origin) => {
    expect(isAllowed(origin)).toBe(false);
  });
});

describe("withDeadline", () => {
  const never = new Promise<never>(() => undefined);
  const get = async (id: string) => await Promise.resolve(`order ${id}`);

  it("when the work is done in time, then its result or its error comes through", async () => {
    const fail = async () => await Promise.reject(new Error("own"));
    const service = withDeadline({ get, fail }, Promise.resolve(), 1_000);
    expect(await service.get("1")).toBe("order 1");
    await expect(service.fail()).rejects.toThrow("own");
  });

  it("when the work or the database takes too long, then it says so", async () => {
    const slow = async () => await never;
    const stopped = Promise.reject(new Error("stopped"));
    stopped.catch(() => undefined);
    for (const service of [
      withDeadline({ slow }, Promise.resolve(), 5),
      withDeadline({ slow: get }, never, 5),
      withDeadline({ slow: get }, stopped, 1_000),
    ])
      await expect(service.slow("1")).rejects.toMatchObject({ code: "database_unavailable" });
  });

  it("when a call has a time of its own, then it has that, and the others theirs", async () => {
    let answer: (text: string) => void = () => undefined;
    const work = new Promise<string>((resolve) => (answer = resolve));
    const long = async () => await work;
    const short = async () => await work;
    const service = withDeadline({ long, short }, Promise.resolve(), { long: 5_000, short: 5 });
    const answered = service.long();
    await expect(service.short()).rejects.toMatchObject({ code: "database_unavailable" });
    answer("done");
    expect(await answered).toBe("done");
  });

  it("when the database comes after the time ran out, then the work is not done behind the client's back", async () => {
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const made: string[] = [];
    const create = async (id: string) => await Promise.resolve(void made.push(id));
    const service = withDeadline({ create }, begun, 5);
    await expect(service.create("late")).rejects.toMatchObject({ code: "database_unavailable" });
    begin();
    await service.create("in time");
    expect(made).toEqual(["in time"]);
  });
});
