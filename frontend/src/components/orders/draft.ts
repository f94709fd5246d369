// What was typed into a new order that has not been saved, while its form is not on the screen.
import type { OrderFormValues } from "./orderForm";

let kept: OrderFormValues | undefined;

export const draft = {
  keep: (values: OrderFormValues) => {
    kept = values;
  },
  take: (): OrderFormValues | undefined => {
    const values = kept;
    kept = undefined;
    return values;
  },
  drop: () => {
    kept = undefined;
  },
};
