// Believable sample orders for a first look, the seed command and benchmarks.
import { toDecimal } from "./money.js";
import type { CreateOrderBody } from "./order.js";
import { ORDER_STATUSES, type OrderStatus } from "./orderStatus.js";

const CUSTOMERS = [
  ["Mariana Oliveira", "mariana@casaverde.example"],
  ["Jonas Lindqvist", "jonas.l@nordmail.example"],
  ["Ada Lovelace", "ada@analytical.example"],
  ["Nguyễn Thị Minh Khai", "minhkhai@example.com"],
  ["محمد الحسن", "m.hassan@example.com"],
  ["Sofia Papadopoulou", "sofia.p@example.com"],
  ["John Doe", "john@example.com"],
  ["Chiara Rossi", "chiara.rossi@example.com"],
  ["Tomasz Kowalski", "t.kowalski@example.com"],
  ["Aiko Tanaka", "aiko@example.com"],
  ["Elena García", "elena.g@example.com"],
  ["Oliver Braun", "braun@example.com"],
  ["Priya Raman", "priya@example.com"],
  ["Lucas Martin", "lucas.m@example.com"],
  ["Freya Nilsen", "freya@example.com"],
  ["Grace Hopper", "grace@navy.example"],
] as const;

// Name and price of one, in hundredths.
const PRODUCTS = [
  ["Oak desk lamp", 8900],
  ["Ceramic pour-over set", 6450],
  ["Brass drafting compass", 9900],
  ["Linen notebook, dotted, A5, set of five", 1550],
  ["Walnut tray", 8900],
  ["Wool throw, storm grey", 12900],
  ["Espresso cups, set of 6", 4800],
  ["Cast iron kettle", 11200],
  ["Indigo noren", 6800],
  ["Standing shelf, birch", 34200],
  ["Nanosecond wire, 30 cm", 25],
] as const;

const CURRENCIES = ["USD", "EUR", "EUR", "GBP", "USD", "JPY"] as const;

// Most orders of a running shop are done; a few are open.
const WEIGHTED_STATUSES: readonly OrderStatus[] = [
  ...ORDER_STATUSES,
  "pending",
  "processing",
  "shipped",
  "delivered",
  "delivered",
  "delivered",
];

// mulberry32: the same index gives the same order on every machine.
function random(seed: number): () => number {
  let state = seed + 0x6d2b79f5;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The `index`-th sample order, always the same for the same index. */
export function sampleOrder(index: number): CreateOrderBody {
  const next = random(index);
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
  const [customer_name, customer_email] = pick(CUSTOMERS);
  const [product_name, hundredths] = pick(PRODUCTS);
  const currency = pick(CURRENCIES);
  const price = currency === "JPY" ? hundredths : toDecimal(hundredths, currency);
  const quantity = next() < 0.7 ? 1 : Math.ceil(next() * 12);
  return {
    customer_name,
    customer_email,
    product_name,
    quantity,
    price,
    currency,
    status: pick(WEIGHTED_STATUSES),
  };
}
