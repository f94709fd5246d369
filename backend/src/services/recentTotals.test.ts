import { describe, expect, it } from "vitest";
import { recentTotals } from "./recentTotals.js";

function counting(totals: number[]) {
  let time = 0;
  const asked: number[] = [];
  const totalOf = recentTotals({ from: 1_000, now: () => time });
  const count = async () => {
    const total = totals[asked.length] ?? 0;
    asked.push(total);
    return await Promise.resolve(total);
  };
  return { totalOf, count, asked, pass: (ms: number) => void (time += ms) };
}

describe("totals that are remembered", () => {
  it("when a long list is asked for again within a second, then it is not counted again", async () => {
    const { totalOf, count, asked, pass } = counting([5_000, 5_003]);
    expect(await totalOf("a", count)).toBe(5_000);
    pass(999);
    expect(await totalOf("a", count)).toBe(5_000);
    pass(1);
    expect(await totalOf("a", count)).toBe(5_003);
    expect(asked).toHaveLength(2);
  });

  it("when a list is short, or another, then it is counted each time", async () => {
    const { totalOf, count, asked } = counting([999, 998, 4_000, 5_000]);
    expect([await totalOf("a", count), await totalOf("a", count)]).toEqual([999, 998]);
    expect([await totalOf("b", count), await totalOf("c", count)]).toEqual([4_000, 5_000]);
    expect(asked).toHaveLength(4);
  });

  it("when very many lists are asked for, then the oldest is forgotten", async () => {
    const { totalOf, count, asked } = counting(Array.from({ length: 300 }, () => 2_000));
    for (let list = 0; list < 201; list++) await totalOf(String(list), count);
    await totalOf("200", count);
    expect(asked).toHaveLength(201);
    await totalOf("0", count);
    expect(asked).toHaveLength(202);
  });
});
