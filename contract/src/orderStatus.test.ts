import { describe, expect, it } from "vitest";
import {
  canTransition,
  ORDER_STATUSES,
  ORDER_TRANSITIONS,
  orderStatus,
  type OrderStatus,
} from "./orderStatus.js";

const nexts = (from: OrderStatus): readonly OrderStatus[] => ORDER_TRANSITIONS[from];

describe("the transition table", () => {
  it("when it is read, then every state is a row and every target is a state", () => {
    expect(Object.keys(ORDER_TRANSITIONS).sort()).toEqual([...ORDER_STATUSES].sort());
    for (const from of ORDER_STATUSES)
      for (const to of nexts(from)) expect(orderStatus.safeParse(to).success).toBe(true);
  });

  it("when any path is walked, then it never comes back to where it was", () => {
    const walk = (status: OrderStatus, seen: readonly OrderStatus[]): void => {
      expect(seen).not.toContain(status);
      for (const next of nexts(status)) walk(next, [...seen, status]);
    };
    for (const status of ORDER_STATUSES) walk(status, []);
  });

  it("when a state has targets, then none is named twice and the state itself is not among them", () => {
    for (const from of ORDER_STATUSES) {
      expect(new Set(nexts(from)).size).toBe(nexts(from).length);
      expect(canTransition(from, from)).toBe(false);
    }
  });

  it("when it is asked for the design's rules, then they hold", () => {
    expect(canTransition("pending", "shipped")).toBe(true);
    expect(canTransition("processing", "cancelled")).toBe(true);
    expect(canTransition("shipped", "cancelled")).toBe(false);
    expect(canTransition("shipped", "returned")).toBe(true);
    expect(canTransition("delivered", "pending")).toBe(false);
    expect(ORDER_TRANSITIONS.cancelled).toEqual([]);
    expect(ORDER_TRANSITIONS.returned).toEqual([]);
  });
});
