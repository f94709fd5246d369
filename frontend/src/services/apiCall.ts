// One call of the API. Everything that comes back is parsed; every failure is an ApiError.
import { order, problem } from "@order-desk/contract";
import { ApiError, BAD_ANSWER, UNREACHABLE } from "../lib/apiError";

const TIMEOUT_MS = 15_000;
const UNREACHABLE_TEXT = "The server cannot be reached. What you typed is kept; try again.";
const BAD_ANSWER_TEXT =
  "The server gave an answer that is not understood here. Reload this page, then try again.";

type Call = {
  readonly method?: string;
  /** JSON, or a file as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answers that are no failure beside 2xx. */
  readonly alsoFine?: number;
  readonly timeoutMs?: number;
};

type Schema<T> = {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: unknown };
};

function parsed<T>(schema: Schema<T>, value: unknown, status: number): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ApiError({ code: BAD_ANSWER, status, message: BAD_ANSWER_TEXT }, result.error);
}

/** Undefined for a body that is not JSON. */
async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    // An answer that breaks off half-way is a failure of the network.
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

export async function toApiError(response: Response): Promise<ApiError> {
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
  // A file says its type itself.
  const isPlain = body === undefined || body instanceof Blob;
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(!isPlain && JSON_TYPE) },
      body: isPlain ? body : JSON.stringify(body),
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

export type Page<Row> = { readonly rows: Row[]; readonly nextCursor: string | undefined };

type Take<T> = (response: Response) => Promise<T>;

/** Takes the body as this schema has it. */
export const taking =
  <T>(schema: Schema<T>): Take<T> =>
  async (response) =>
    parsed(schema, await jsonOf(response), response.status);

function cursorOfNext(link: string | null): string | undefined {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next\b/i.exec(link ?? "")?.[1];
  return target === undefined
    ? undefined
    : (new URL(target, "http://relative").searchParams.get("cursor") ?? undefined);
}

/** Takes the body as rows, and where the next ones begin. */
export const takingPage =
  <Row>(schema: Schema<Row[]>): Take<Page<Row>> =>
  async (response) => ({
    rows: await taking(schema)(response),
    nextCursor: cursorOfNext(response.headers.get("Link")),
  });

/** @param query what is undefined is left out. */
export function withQuery(url: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `${url}?${new URLSearchParams(given).toString()}`;
}
