import type { Order } from "@order-desk/contract";
import type { Violation } from "../check/violations.js";
import type { Drill, Form } from "../lib/drill.js";
import type { Stack } from "../lib/stack.js";

const ROUNDS = { short: 30, long: 1_000 };
const AT_ONCE = 6;
const problems: string[] = [];

type Answer = { readonly status: number; readonly replayed: boolean; readonly order?: Order };

async function send(url: string, method: string, body: object, headers: object): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const order = (await answer.json()) as Order;
  const { status } = answer;
  return { status, replayed: answer.headers.has("Idempotent-Replayed"), ...(answer.ok && { order }) };
}

const racing = async (urls: readonly string[], one: (url: string) => Promise<Answer>) =>
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, index) => await one(urls[index % urls.length] ?? "")),
  );

/** One key at both backends at once makes one order. */
async function createOnce({ urls, history }: Stack, round: number): Promise<Order | undefined> {
  const marker = `r${round}`;
  const body = {
    customer_name: "C",
    customer_email: `c${round % 10}@customers.example`,
    product_name: marker,
  };
  const at = history.now();
  const key = `key-${marker}-${history.now()}`;
  const answers = await racing(
    urls,
    async (url) => await send(`${url}/api/orders`, "POST", body, { "Idempotency-Key": key }),
  );
  const made = answers.filter(({ status, replayed }) => status === 201 && !replayed);
  const ids = new Set(answers.flatMap(({ order }) => order?._id ?? []));
  if (made.length !== 1 || ids.size !== 1)
    problems.push(
      `one key: ${answers.map(({ status, replayed }) => `${status}${replayed ? " replayed" : ""}`).join(", ")}; ${ids.size} orders`,
    );
  const [order] = made.map((answer) => answer.order);
  history.add({
    ...{
      kind: "request",
      at,
      endedAt: history.now(),
      op: "post",
      marker,
      key,
      outcome: order ? "ok" : "unknown",
    },
    ...(order && { order: order._id, version: 1 }),
  });
  return order;
}

/** The same change of status from the same version at both: one wins. */
async function changeOnce({ urls, history }: Stack, order: Order, round: number): Promise<void> {
  const at = history.now();
  let count = 0;
  const answers = await racing(urls, async (url) => {
    const marker = `s${round}-${(count += 1)}`;
    const body = { status: "processing", customer_name: marker };
    const answer = await send(`${url}/api/orders/${order._id}`, "PUT", body, { "If-Match": '"1"' });
    history.add({
      ...{ kind: "request", at, endedAt: history.now(), op: "status", marker, order: order._id },
      ...{ outcome: answer.order ? "ok" : "fail", http: answer.status, to: "processing" },
      ...(answer.order && { version: answer.order.version }),
    });
    return answer;
  });
  const winners = answers.filter(({ status }) => status === 200).length;
  if (winners !== 1 || answers.some(({ status }) => ![200, 409, 412].includes(status)))
    problems.push(`one change: ${answers.map(({ status }) => status).join(", ")}`);
}

async function run(stack: Stack, form: Form): Promise<void> {
  problems.length = 0;
  for (let round = 0; round < ROUNDS[form]; round++) {
    const order = await createOnce(stack, round);
    if (order) await changeOnce(stack, order, round);
  }
  stack.note(`${ROUNDS[form]} rounds`);
}

export const f15: Drill = {
  name: "F15",
  about: "six requests with one Idempotency-Key, then six with one change of status, at two backends at once",
  load: 0,
  stack: { tabs: 4 },
  run,
  verify: (): Violation[] => problems.map((what) => ({ oracle: "O1", what })),
};
