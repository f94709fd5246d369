// Which orders are listed, as parameters of an address.
import { backwardsIn, DEFAULT_SORT, orderQueryShape, type OrderQuery } from "./orderQuery.js";

const NAMES = Object.keys(orderQueryShape) as (keyof OrderQuery)[];

type Parameters = Iterable<readonly [string, string]>;

/** As parameters of an address; what is as by default is left out. The same for the same query. */
export function toParameters(query: OrderQuery): [string, string][] {
  return NAMES.flatMap((name): [string, string][] => {
    const value = query[name];
    if (value === undefined || (name === "sort" && value === DEFAULT_SORT)) return [];
    return [[name, String(value)]];
  });
}

/** Each name once: what is given several times is a list. */
function givenIn(parameters: Parameters): Map<string, string> {
  const given = new Map<string, string>();
  for (const [name, value] of parameters)
    given.set(name, given.has(name) ? `${given.get(name)},${value}` : value);
  return given;
}

function understoodOf(given: ReadonlyMap<string, string>): Partial<OrderQuery> {
  const query: Record<string, unknown> = {};
  for (const name of NAMES) {
    const parsed = orderQueryShape[name].safeParse(given.get(name));
    if (parsed.success && parsed.data !== undefined) query[name] = parsed.data;
  }
  const ends = backwardsIn(query).map(([, end]): string => end);
  return Object.fromEntries(Object.entries(query).filter(([name]) => !ends.includes(name)));
}

/** From an address, where anybody may have written anything: what is no query is left out. */
export const parseParameters = (parameters: Parameters): OrderQuery => ({
  sort: DEFAULT_SORT,
  ...understoodOf(givenIn(parameters)),
});

/** What `parseParameters` leaves out, as it is written there. What is empty asks for nothing, and is none of it. */
export function leftOutOf(parameters: Parameters): string[] {
  const given = givenIn(parameters);
  const understood = understoodOf(given);
  return [...given].flatMap(([name, value]) =>
    Object.hasOwn(understood, name) || value.trim() === "" ? [] : [`${name}=${value}`],
  );
}
