import type { Order } from "@order-desk/contract";
import { describe, expect, it } from "vitest";

import { formerOf, isStillAs, undoMsWithoutMail } from "./takenBack";

const BEFORE = { _id: "a".repeat(24), status: "pending", price: 10, quantity: 2, version: 3 } as Order;
const CHANGES = { price: 12, quantity: 3 };
const EDITED = { ...BEFORE, ...CHANGES, version: 4 };
const FORMER = formerOf(BEFORE, CHANGES);

describe("taking back an edit", () => {
  it("sends what just those fields were that were changed", () => {
    expect(FORMER).toEqual({ price: 10, quantity: 2 });
  });

  it("when other fields were changed since, then nothing stands in its way", () => {
    expect(isStillAs(EDITED, { ...EDITED, status: "shipped", version: 5 }, FORMER)).toBe(true);
  });

  it("when one of its fields was changed since, then it is not as the edit left it", () => {
    expect(isStillAs(EDITED, { ...EDITED, quantity: 9, version: 5 }, FORMER)).toBe(false);
  });

  it("when the tab only knows the order from before, then that says nothing", () => {
    expect(isStillAs(EDITED, { ...EDITED, version: 3 }, FORMER)).toBe(false);
  });
});

describe("what concerns no mail", () => {
  it("can be taken back as long as the setting says, and for 10 s where no mail is to wait", () => {
    expect([undoMsWithoutMail(0), undoMsWithoutMail(10), undoMsWithoutMail(30)]).toEqual([
      10_000, 10_000, 30_000,
    ]);
  });
});
