// The API as functions. Everything that comes back is parsed; every failure is an ApiError.
import {
  health,
  order,
  orderList,
  problem,
  type CreateOrderBody,
  type Health,
  type Order,
  type OrderChanges,
  type OrderStatus,
} from "@order-desk/contract";
import { ApiError, BAD_ANSWER, UNREACHABLE } from "../lib/apiError";

const TIMEOUT_MS = 15_000;
/** What is asked for every two seconds is soon known to be late. */
const HEALTH_TIMEOUT_MS = 3_000;

const UNREACHABLE_TEXT = "The server cannot be reached. What you typed is kept; try again.";
const BAD_ANSWER_TEXT =
  "The server gave an answer that is not understood here. Reload this page, then try again.";

export type PageQuery = {
  readonly status?: OrderStatus | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};
export type OrderPage = { readonly orders: Order[]; readonly nextCursor?: string };

type Call = {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answers that are no failure beside 2xx. */
  readonly alsoFine?: number;
  readonly timeoutMs?: number;
};

type Schema<T> = {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: unknown };
};

export function parsed<T>(schema: Schema<T>, value: unknown, status: number): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ApiError({ code: BAD_ANSWER, status, message: BAD_ANSWER_TEXT }, result.error);
}

/** Undefined for a body that is not JSON. */
export async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    // An answer that breaks off half-way is a failure of the network.
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

async function toApiError(response: Response): Promise<ApiError> {
  const { status } = response;
  const body = await jsonOf(response);
  const said = problem.safeParse(body);
  // A proxy in between answers with pages of its own.
  if (!said.success) {
    const message = `The server cannot do this right now (${status}). Try again in a moment.`;
    return new ApiError({ code: BAD_ANSWER, status, message }, said.error);
  }
  const { code, detail, title, errors, current } = said.data;
  return new ApiError({
    code,
    status,
    message: detail ?? title,
    errors,
    current: order.safeParse(current).data,
  });
}

const JSON_TYPE = { "Content-Type": "application/json" };

export async function call<T>(
  url: string,
  { method = "GET", body, headers, alsoFine, timeoutMs = TIMEOUT_MS }: Call,
  take: (response: Response) => Promise<T>,
): Promise<T> {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body !== undefined && JSON_TYPE) },
      body: body === undefined ? undefined : JSON.stringify(body),
      // Nothing that this page shows may come from a cache.
      cache: "no-store",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok && response.status !== alsoFine) throw await toApiError(response);
    return await take(response);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError({ code: UNREACHABLE, status: 0, message: UNREACHABLE_TEXT }, error);
  }
}

const takeOrder = async (response: Response): Promise<Order> =>
  parsed(order, await jsonOf(response), response.status);

export function cursorOfNext(link: string | null): string | undefined {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next\b/i.exec(link ?? "")?.[1];
  return target === undefined
    ? undefined
    : (new URL(target, "http://relative").searchParams.get("cursor") ?? undefined);
}

async function takePage(response: Response): Promise<OrderPage> {
  const orders = parsed(orderList, await jsonOf(response), response.status);
  const nextCursor = cursorOfNext(response.headers.get("Link"));
  return { orders, ...(nextCursor !== undefined && { nextCursor }) };
}

export type OrdersApi = ReturnType<typeof ordersApi>;

/** @param apiUrl without a slash at the end */
export function ordersApi(apiUrl: string) {
  const collection = `${apiUrl}/api/orders`;
  const one = (id: string) => `${collection}/${encodeURIComponent(id)}`;

  return {
    fetchPage: async ({ status, cursor, limit }: PageQuery): Promise<OrderPage> => {
      const query = new URLSearchParams({ limit: String(limit) });
      if (status !== undefined) query.set("status", status);
      if (cursor !== undefined) query.set("cursor", cursor);
      return await call(`${collection}?${query.toString()}`, {}, takePage);
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
    ): Promise<Order> => {
      const headers: Record<string, string> = ifMatch === undefined ? {} : { "If-Match": `"${ifMatch}"` };
      return await call(one(id), { method: "PATCH", body: changes, headers }, takeOrder);
    },

    deleteOrder: async (id: string): Promise<void> => {
      await call(one(id), { method: "DELETE" }, () => Promise.resolve());
    },

    restoreOrder: async (id: string): Promise<Order> =>
      await call(`${one(id)}/restore`, { method: "POST" }, takeOrder),

    fetchHealth: async (): Promise<Health> =>
      await call(
        `${apiUrl}/health/ready`,
        { alsoFine: 503, timeoutMs: HEALTH_TIMEOUT_MS },
        async (response) => parsed(health, await jsonOf(response), response.status),
      ),
  };
}
