"use client";
import { useState } from "react";
import { useCreateOrder } from "../../hooks/useCreateOrder";
import { formlessMessageOf } from "../../lib/apiError";
import { IdempotencyKeys } from "../../lib/idempotencyKeys";

const TOTAL = 12;

/** Fills an empty desk, one order after another, so that their numbers rise in the order of the list. */
export function useSampleOrders() {
  const [keys] = useState(() => new IdempotencyKeys());
  const { mutateAsync } = useCreateOrder(keys);
  const [isAdding, setIsAdding] = useState(false);
  const [added, setAdded] = useState(0);
  const [error, setError] = useState<string>();

  const add = async () => {
    setIsAdding(true);
    setError(undefined);
    try {
      const { sampleOrder } = await import("@order-desk/contract/samples");
      for (let index = added; index < TOTAL; index++) {
        await mutateAsync(sampleOrder(index));
        setAdded(index + 1);
      }
      setAdded(0);
    } catch (problem) {
      setError(formlessMessageOf(problem));
    } finally {
      setIsAdding(false);
    }
  };

  return { isAdding, added, total: TOTAL, error, add };
}
export type SampleOrders = ReturnType<typeof useSampleOrders>;
