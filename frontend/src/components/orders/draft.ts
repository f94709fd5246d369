// A new order from its first letter to its end: what was typed while its form is not on the screen, and the keys under
// which it has been sent. A lost answer must not make it twice; the same order meant again must be made again.
import { IdempotencyKeys } from "../../lib/idempotencyKeys";
import type { OrderFormValues } from "./orderForm";

let kept: OrderFormValues | undefined;
const keys = new IdempotencyKeys();

export const draft = {
  keys,
  keep: (values: OrderFormValues) => {
    kept = values;
  },
  take: (): OrderFormValues | undefined => {
    const values = kept;
    kept = undefined;
    return values;
  },
  /** It has been made or given up. */
  end: () => {
    kept = undefined;
    keys.forget();
  },
};
