import { ALL_ORDERS, type OrderQuery } from "@order-desk/contract";
import { expect, test } from "vitest";
import { parseFilterForm, toFilterForm } from "./filterForm";

/** As the browser hands it in: what the form showed, but for what somebody changed. */
function handedIn(query: OrderQuery, changed: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...toFilterForm(query), ...changed })) form.set(name, value);
  return form;
}
const filterOf = (query: OrderQuery, changed?: Readonly<Record<string, string>>) =>
  parseFilterForm(handedIn(query, changed), query);

// Half past nine, and the middle of a day elsewhere: neither begins or ends a day of the viewer's.
const MOMENTS = {
  ...ALL_ORDERS,
  created_from: "2026-11-22T09:30:00.000Z",
  updated_to: "2026-11-23T11:15:00.000Z",
};

test("when the form is handed in as it was shown, then a moment finer than a day stays just that moment", () => {
  expect(filterOf(MOMENTS)).toMatchObject({
    filter: { created_from: MOMENTS.created_from, updated_to: MOMENTS.updated_to },
  });
});

test("when another day is chosen, then it is the whole day, and the other moment stays", () => {
  const parsed = filterOf(MOMENTS, { created_from: "2026-11-20" });
  const day = new Date(2026, 10, 20).toISOString();
  expect(parsed).toMatchObject({ filter: { created_from: day, updated_to: MOMENTS.updated_to } });
});

test("when a day is taken out or is none, then it is not asked for, or named in the form's own words", () => {
  expect(filterOf(MOMENTS, { created_from: "" })).toMatchObject({ filter: { created_from: undefined } });
  expect(filterOf(MOMENTS, { total_min: "much" })).toMatchObject({
    errors: { total_min: expect.stringContaining("Total from") as string },
  });
});
