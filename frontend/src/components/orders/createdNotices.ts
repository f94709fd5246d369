// "New order created!", once for each order, however the news of it arrives; several at once become one.
import type { Order } from "@order-desk/contract";
import { formatCount, formatMoney } from "../../lib/format";
import { notify, withdrawNotice } from "../ui/notify";

/** Orders that come within this time of each other are told together. */
const TOGETHER_MS = 1500;
/** Nobody reads a number that changes with each of fifty orders a second. */
const PACE_MS = 1000;
const REMEMBERED = 2000;

const told = new Set<string>();
let burst: Order[] = [];
let lastAt = 0;
let burstNumber = 0;
let pacing: ReturnType<typeof setTimeout> | undefined;
let isBehind = false;

function remember(orders: readonly Order[]): void {
  for (const order of orders) told.add(order._id);
  for (const id of told) {
    if (told.size <= REMEMBERED) break;
    told.delete(id);
  }
}

const noticeId = (order: Order) => `created-${order._id}`;

function tellOne(order: Order, onView: (id: string) => void): void {
  notify({
    id: noticeId(order),
    title: "New order created!",
    detail: [order.order_number, order.customer_name, formatMoney(order.total, order.currency)].join(" · "),
    action: { label: "View", run: () => onView(order._id) },
  });
}

const togetherId = () => `created-together-${burstNumber}`;

function tellTogether(onView: (id: string) => void): void {
  isBehind = false;
  const [first, ...others] = burst;
  if (!first) return;
  if (others.length === 0) {
    tellOne(first, onView);
    return;
  }
  withdrawNotice(noticeId(first));
  notify({ id: togetherId(), title: `${formatCount(burst.length)} new orders` });
}

/** At once, and then at its pace. */
function tellPaced(onView: (id: string) => void): void {
  isBehind = true;
  if (pacing !== undefined) return;
  tellTogether(onView);
  pacing = setTimeout(() => {
    pacing = undefined;
    if (isBehind) tellPaced(onView);
  }, PACE_MS);
}

/** An order made in this very tab: always a notice of its own, also when the feed was faster. */
export function announceOwn(order: Order, onView: (id: string) => void): void {
  const others = burst.filter(({ _id }) => _id !== order._id);
  const wasAmongOthers = burst.length > 1 && others.length < burst.length;
  burst = others;
  if (wasAmongOthers) {
    if (others.length === 1) {
      withdrawNotice(togetherId());
      // The next one must not be taken for the one that is on its way out.
      burstNumber += 1;
    }
    tellTogether(onView);
  }
  remember([order]);
  tellOne(order, onView);
}

/** Orders made by anyone, as the live feed brings them. */
export function announceCreated(orders: readonly Order[], onView: (id: string) => void): void {
  const news = orders.filter((order) => !told.has(order._id));
  if (news.length === 0) return;
  remember(news);

  const now = Date.now();
  if (now - lastAt > TOGETHER_MS) {
    burst = [];
    burstNumber += 1;
  }
  lastAt = now;
  burst = [...burst, ...news];
  tellPaced(onView);
}
