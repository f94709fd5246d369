import { ApiError, messageOf } from "../../lib/apiError";
import { errorsByField } from "./orderForm";
import type { OrderForm } from "./OrderFields";

/** Puts the server's words at the fields they are about, the first of which has the focus. Answers with what is left. */
export function showServerErrors(form: OrderForm, error: unknown): string {
  const { byField, others } = errorsByField(error instanceof ApiError ? error.errors : []);
  let shouldFocus = true;
  for (const [field, message] of byField) {
    form.setError(field, { type: "server", message }, { shouldFocus });
    shouldFocus = false;
  }
  return byField.size > 0 ? others.join(" ") : messageOf(error);
}
