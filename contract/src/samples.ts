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

// Together some thousands of customers and products, so that a large shop has rare names as well as common ones.
const FIRST_NAMES = [
  ..."Adaeze Agnieszka Alejandro Amélie Anders Anneke Arjun Astrid Beatriz Björn Camille Carlos Catarina Dariusz".split(
    " ",
  ),
  ..."Deepa Dimitri Eléonore Emeka Erik Fatima Felix Fiona Gabriel Giulia Hana Hannah Henrik Ibrahim Ines Ingrid".split(
    " ",
  ),
  ..."Isabel Ivan Jakub Jana Javier Johanna José Jürgen Kateřina Kenji Lars Leïla Liam Lucía Magdalena Malik Marco".split(
    " ",
  ),
  ..."Margit Mateo Mei Mikkel Nadia Niamh Nils Noémie Olga Omar Pablo Paula Pedro Rafael Renata Rosa Saoirse Sebastián".split(
    " ",
  ),
  ..."Sigrid Søren Sunita Teresa Thabo Tomás Ursula Valentina Viktor Wanjiru Xiao Yara Yuki Zoë".split(" "),
];
const LAST_NAMES = [
  ..."Achebe Almeida Andersen Bakker Baptiste Becker Bergström Bianchi Castillo Çelik Chaudhary Costa Cruz Dąbrowski".split(
    " ",
  ),
  ..."Dubois Eriksen Fernández Ferreira Fischer Fontaine Garnier Gómez Haddad Hansen Hernández Hoffmann Horváth Ito".split(
    " ",
  ),
  ..."Jansen Kaya Keller Khan Kim Kowalczyk Kruger Laurent Lehmann Lindgren López Marković Mbeki Mendes Meyer Moreau".split(
    " ",
  ),
  ..."Murphy Nakamura Ndiaye Neumann Novák O'Brien Okafor Olsen Pereira Petrov Popescu Ramírez Ricci Rodríguez Romero".split(
    " ",
  ),
  ..."Sánchez Santos Sato Schäfer Schmidt Silva Singh Sokolov Suzuki Svoboda Takahashi Varga Visser Wagner Weber Wójcik".split(
    " ",
  ),
];
const MATERIALS = [
  ..."Ash Bamboo Beech Birch Brass Cedar Ceramic Cherry Concrete Copper Cork Cotton Enamel Felt Glass Hemp Iron Jute".split(
    " ",
  ),
  ..."Leather Linen Maple Marble Oak Olive Pine Porcelain Rattan Silk Slate Steel Stoneware Teak Walnut Wicker Wool".split(
    " ",
  ),
];
const THINGS = [
  ["apron", 3400],
  ["basket", 4200],
  ["bench", 28900],
  ["bookend", 3900],
  ["bowl", 2900],
  ["bread box", 7400],
  ["candle holder", 2400],
  ["chair", 24900],
  ["coaster, set of 4", 1800],
  ["coat rack", 11900],
  ["cutting board", 5400],
  ["frame, 30 × 40 cm", 3900],
  ["hook", 950],
  ["lamp", 12900],
  ["mirror", 15900],
  ["mug", 1900],
  ["planter", 3300],
  ["shelf", 18900],
  ["side table", 21900],
  ["spoon", 1200],
  ["stool", 13900],
  ["tray", 4900],
  ["vase", 4400],
  ["wall clock", 6900],
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

type Pick = <T>(list: readonly T[]) => T;

function customerOf(pick: Pick, next: () => number): readonly [string, string] {
  if (next() < 0.4) return pick(CUSTOMERS);
  const [first, last] = [pick(FIRST_NAMES), pick(LAST_NAMES)];
  const plain = (name: string) =>
    name
      .normalize("NFKD")
      .replace(/[^a-z]/gi, "")
      .toLowerCase();
  return [`${first} ${last}`, `${plain(first)}.${plain(last)}@example.com`];
}

function productOf(pick: Pick, next: () => number): readonly [string, number] {
  if (next() < 0.4) return pick(PRODUCTS);
  const [thing, price] = pick(THINGS);
  return [`${pick(MATERIALS)} ${thing}`, price];
}

/** The `index`-th sample order, always the same for the same index. */
export function sampleOrder(index: number): CreateOrderBody {
  const next = random(index);
  const pick: Pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
  const [customer_name, customer_email] = customerOf(pick, next);
  const [product_name, hundredths] = productOf(pick, next);
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
