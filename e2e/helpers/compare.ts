// What a tab shows, held against what lies in the database: read there, and matched and sorted here, not by the product.
import { ORDER_STATUSES, type OrderStatus } from "@order-desk/contract";
import { labelOf, type Desk, type ShownOrder } from "./desk.js";
import type { OrderDocument, StoredOrders } from "./database.js";
import { expect } from "./tabs.js";

/** What a tab has asked for; nothing: all orders, newest first. */
export type Asked = {
  /** A word of the customer's name, in small letters. */
  readonly word?: string;
  readonly statuses?: readonly OrderStatus[];
  /** In dollars, both ends included. */
  readonly total?: readonly [from: number, to: number];
  /** The latest or highest first. */
  readonly sort?: "updated_at" | "total_minor";
};

type Seen = { readonly rows: readonly (ShownOrder & { readonly id: string })[]; readonly counts: string[] };

const toSeenRow = (document: OrderDocument) => ({
  id: document._id.toHexString(),
  number: String(document.order_number),
  customer: document.customer_name,
  email: document.customer_email,
  product: document.product_name,
  total: new Intl.NumberFormat("en-US", { style: "currency", currency: document.currency }).format(
    document.total_minor / 100,
  ),
  status: labelOf(document.status),
});

/** What the tab has to show: every row, and the numbers at its tabs. */
async function wanted({ orders }: StoredOrders, asked: Asked): Promise<Seen> {
  const { word = "", statuses = ORDER_STATUSES, total: [from, to] = [0, Infinity] } = asked;
  const isFound = ({ customer_name: name, total_minor: minor }: OrderDocument) =>
    name.toLowerCase().includes(word) && minor >= from * 100 && minor <= to * 100;
  const all = await orders
    .find()
    .sort({ [asked.sort ?? "created_at"]: -1, _id: -1 })
    .toArray();
  const found = all.filter(isFound);
  const rows = found.filter(({ status }) => statuses.includes(status)).map(toSeenRow);
  const counts = [undefined, ...ORDER_STATUSES].map(
    (status) => found.filter((document) => status === undefined || document.status === status).length,
  );
  return { rows, counts: counts.map((count) => count.toLocaleString("en-US")) };
}

/** Reads the list from its top to its end, as only rows near the window are in the DOM, and goes back to the top. */
async function readRows({ page }: Desk): Promise<Seen["rows"]> {
  return await page.evaluate(async () => {
    const scroller = document.querySelector(".order-scroller");
    const drawn = async () =>
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const text = (row: Element, selector: string) => row.querySelector(selector)?.textContent ?? "";
    const seen = new Map<number, Seen["rows"][number]>();
    for (let top = 0; scroller; top += scroller.clientHeight / 2) {
      scroller.scrollTop = top;
      await drawn();
      for (const row of scroller.querySelectorAll<HTMLElement>("tr[data-order-id]"))
        seen.set(Number(row.getAttribute("aria-rowindex")), {
          id: row.dataset.orderId ?? "",
          number: text(row, '[data-area="number"] a'),
          customer: text(row, ".cell-name"),
          email: text(row, ".cell-email"),
          product: text(row, ".cell-product"),
          total: text(row, '[data-area="total"]'),
          status: text(row, '[data-area="status"]'),
        });
      if (top + scroller.clientHeight >= scroller.scrollHeight) break;
    }
    scroller?.scrollTo({ top: 0 });
    await drawn();
    return [...seen].sort(([one], [other]) => one - other).map(([, row]) => row);
  });
}

const readCounts = async (desk: Desk) =>
  await Promise.all(
    [undefined, ...ORDER_STATUSES].map(async (status) => (await desk.count(status).textContent()) ?? ""),
  );

/** One look. @throws with what differs */
export async function assertSame(desk: Desk, stored: StoredOrders, asked: Asked = {}): Promise<void> {
  const seen: Seen = { rows: await readRows(desk), counts: await readCounts(desk) };
  expect(seen).toEqual(await wanted(stored, asked));
}

/** Waits until the tab shows what is stored; nothing may change meanwhile. */
export async function expectSame(desk: Desk, stored: StoredOrders, asked: Asked = {}): Promise<void> {
  await expect(async () => await assertSame(desk, stored, asked)).toPass({ timeout: 25_000 });
}
