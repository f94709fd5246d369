import { expect, test } from "vitest";
import { RecentMap } from "./recentMap";

test("when there are more entries than it keeps, then the one that was set longest ago is forgotten", () => {
  const map = new RecentMap<string, number>(2);
  map.set("a", 1).set("b", 2).set("a", 3).set("c", 4);
  expect([...map]).toEqual([
    ["a", 3],
    ["c", 4],
  ]);
});
