// The API of orders as functions.
import {
  changedOrder,
  health,
  order,
  orderList,
  toParameters,
  type ChangedOrder,
  type CreateOrderBody,
  type Health,
  type Order,
  type OrderChanges,
  type OrderQuery,
} from "@order-desk/contract";
import { call, taking, takingPage, withQuery, type Page } from "./apiCall";

/** What is asked for every two seconds is soon known to be late. */
const HEALTH_TIMEOUT_MS = 3_000;

export type PageQuery = {
  readonly query: OrderQuery;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

const takeOrder = taking<Order>(order);

export type OrdersApi = ReturnType<typeof ordersApi>;

/** @param apiUrl without a slash at the end */
export function ordersApi(apiUrl: string) {
  const collection = `${apiUrl}/api/orders`;
  const one = (id: string) => `${collection}/${encodeURIComponent(id)}`;

  return {
    fetchPage: async ({ query, cursor, limit }: PageQuery): Promise<Page<Order>> => {
      const url = withQuery(collection, { limit, ...Object.fromEntries(toParameters(query)), cursor });
      return await call(url, {}, takingPage(orderList));
    },

    fetchOrder: async (id: string): Promise<Order> => await call(one(id), {}, takeOrder),

    createOrder: async (body: CreateOrderBody, idempotencyKey: string): Promise<Order> =>
      await call(
        collection,
        { method: "POST", body, headers: { "Idempotency-Key": idempotencyKey } },
        takeOrder,
      ),

    /** `ifMatch`: the version that the change was thought for; another one is refused with 412. */
    updateOrder: async (
      id: string,
      changes: OrderChanges,
      { ifMatch }: { readonly ifMatch?: number | undefined } = {},
    ): Promise<ChangedOrder> => {
      const headers: Record<string, string> = ifMatch === undefined ? {} : { "If-Match": `"${ifMatch}"` };
      return await call(
        one(id),
        { method: "PATCH", body: changes, headers },
        taking<ChangedOrder>(changedOrder),
      );
    },

    deleteOrder: async (id: string): Promise<void> => {
      await call(one(id), { method: "DELETE" }, () => Promise.resolve());
    },

    restoreOrder: async (id: string): Promise<Order> =>
      await call(`${one(id)}/restore`, { method: "POST" }, takeOrder),

    /** Takes back the change of status that led to this version. */
    undoChange: async (id: string, version: number): Promise<Order> =>
      await call(`${one(id)}/undo`, { method: "POST", body: { version } }, takeOrder),

    fetchHealth: async (): Promise<Health> =>
      await call(`${apiUrl}/health/ready`, { alsoFine: 503, timeoutMs: HEALTH_TIMEOUT_MS }, taking(health)),
  };
}
