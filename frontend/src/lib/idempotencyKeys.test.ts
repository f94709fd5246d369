import { expect, test } from "vitest";
import { IdempotencyKeys } from "./idempotencyKeys";

test("when the same is sent again without an answer, then its key is the same", () => {
  const keys = new IdempotencyKeys();
  expect(keys.keyFor({ name: "Ada" })).toBe(keys.keyFor({ name: "Ada" }));
});

test("when something else is sent, then it has a key of its own", () => {
  const keys = new IdempotencyKeys();
  expect(keys.keyFor({ name: "Ada" })).not.toBe(keys.keyFor({ name: "Grace" }));
});

test("when an answer came, then the same content is a new intention", () => {
  const keys = new IdempotencyKeys();
  const first = keys.keyFor({ name: "Ada" });
  keys.settle({ name: "Ada" });
  expect(keys.keyFor({ name: "Ada" })).not.toBe(first);
});

test("when an order is given up whose answer was lost, then the same content is a new intention", () => {
  const keys = new IdempotencyKeys();
  const first = keys.keyFor({ name: "Ada" });
  keys.forget();
  expect(keys.keyFor({ name: "Ada" })).not.toBe(first);
});
