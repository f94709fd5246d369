// The API as another program uses it; what comes back is held against the contract.
import { order, orderList, type CreateOrderBody, type Order, type OrderChanges } from "@order-desk/contract";

export type Api = ReturnType<typeof apiAt>;

let made = 0;

/** An order that no other test has: its customer's name and address are unique. */
export function newOrder(fields: Partial<CreateOrderBody> = {}): CreateOrderBody {
  const mark = `${process.pid.toString(36)}${(made += 1)}`;
  return {
    customer_name: `Customer ${mark}`,
    customer_email: `customer-${mark}@example.com`,
    product_name: `Product ${mark}`,
    ...fields,
  };
}

/** The API has answered that it does not do this. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

export function apiAt(url: string) {
  async function call(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
    });
    if (!response.ok)
      throw new Refused(`${method} ${path}: ${response.status} ${await response.text()}`, response.status);
    return response;
  }
  const takeOrder = async (response: Response): Promise<Order> => order.parse(await response.json());

  return {
    create: async (fields: Partial<CreateOrderBody> = {}) =>
      await takeOrder(await call("POST", "/api/orders", newOrder(fields))),
    change: async (id: string, changes: OrderChanges) =>
      await takeOrder(await call("PUT", `/api/orders/${id}`, changes)),
    remove: async (id: string) => {
      await call("DELETE", `/api/orders/${id}`);
    },
    get: async (id: string) => await takeOrder(await call("GET", `/api/orders/${id}`)),
    list: async (query = "?limit=200") =>
      orderList.parse(await (await call("GET", `/api/orders${query}`)).json()),
    exported: async (query: string) => await (await call("GET", `/api/orders/export.csv${query}`)).text(),
    /** One page, and the query of the next one. */
    page: async (query: string) => {
      const response = await call("GET", `/api/orders${query}`);
      const next = /<[^?>]*(\?[^>]*)>/.exec(response.headers.get("Link") ?? "")?.[1] ?? "";
      return { orders: orderList.parse(await response.json()), next };
    },
    isReady: async () =>
      await fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
  };
}
