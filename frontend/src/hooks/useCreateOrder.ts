"use client";
import type { CreateOrderBody, Order } from "@order-desk/contract";
import { useMutation } from "@tanstack/react-query";
import { ApiError } from "../lib/apiError";
import type { IdempotencyKeys } from "../lib/idempotencyKeys";
import { useDesk } from "./useDesk";

// The server has refused: nothing was made that a second attempt could double.
const isRefusal = (error: unknown) => error instanceof ApiError && error.status >= 400 && error.status < 500;

/**
 * Creates an order once, however often the same one is sent until an answer comes.
 * @param keys those of the form, or whatever it is that means one order by the same content
 */
export function useCreateOrder(keys: IdempotencyKeys) {
  const { api, store } = useDesk();
  return useMutation<Order, Error, CreateOrderBody>({
    mutationFn: async (body) =>
      await store.during(async (sinceSeq) => {
        const order = await api.createOrder(body, keys.keyFor(body));
        store.mergeFetched([order], sinceSeq);
        return order;
      }),
    onSettled: (_order, error, body) => {
      if (!error || isRefusal(error)) keys.settle(body);
    },
  });
}
