import {
  orderQuery,
  WATCHED_LISTS_BYTES_MAX,
  WATCHED_LISTS_MAX,
  type ListCount,
  type WatchedList,
} from "@order-desk/contract";
import { afterEach, expect, test, vi } from "vitest";
import { CountWatch } from "./countWatch";
import { Topics, type TopicChannel } from "./topics";

const count = (total: number): ListCount => ({ total, by_status: {}, aged: null });
const listOf = (key: string, q = key): WatchedList => ({ key, query: orderQuery.parse({ q }) });

function given(isAccepted = true) {
  const topics = new Topics();
  const asked: WatchedList[][] = [];
  let hear: (sent: unknown) => void = () => undefined;
  const channel = {
    emit: (name: string, lists: WatchedList[], done: (watched: boolean) => void) => {
      if (name !== "watch-counts") return;
      asked.push(lists);
      done(isAccepted);
    },
    on: (name: string, take: (sent: unknown) => void) => {
      if (name === "list-counts") hear = take;
    },
  } as unknown as TopicChannel;
  topics.connected(channel);
  const watch = new CountWatch(topics);
  return { watch, asked, topics, channel, hear: (sent: unknown) => hear(sent) };
}
const settled = async () => await Promise.resolve();
const nameOf = (lists: readonly WatchedList[] | undefined, q: string) =>
  lists?.find(({ query }) => query.q === q)?.key ?? "";

afterEach(() => vi.restoreAllMocks());

test("when lists are watched in one go, then one question is asked, again for a new connection", async () => {
  const { watch, asked, hear, topics, channel } = given();
  watch.watch(listOf("a"));
  watch.watch(listOf("b"));
  await settled();
  expect(asked.at(-1)).toHaveLength(2);
  hear({ [nameOf(asked.at(-1), "a")]: count(3) });
  expect([watch.count("a"), watch.count("b")]).toEqual([count(3), undefined]);
  const before = asked.length;
  topics.connected(channel);
  await settled();
  expect(asked.slice(before)).toHaveLength(1);
});

test("when another query takes the place of one, then a late answer to that is not taken", async () => {
  const { watch, asked, hear } = given();
  const end = watch.watch(listOf("tabs", "ada"));
  await settled();
  const first = asked.at(-1);
  end();
  watch.watch(listOf("tabs", "bob"));
  await settled();
  hear({ [nameOf(first, "ada")]: count(5) });
  expect(watch.count("tabs")).toBeUndefined();
  hear({ [nameOf(asked.at(-1), "bob")]: count(2) });
  expect(watch.count("tabs")).toEqual(count(2));
});

test("when a key is watched in two places, then its number stays until both have ended", async () => {
  const { watch, asked, hear } = given();
  const ends = [watch.watch(listOf("view")), watch.watch(listOf("view"))];
  await settled();
  hear({ [nameOf(asked.at(-1), "view")]: count(1) });
  ends[0]?.();
  expect(watch.count("view")).toEqual(count(1));
  ends[1]?.();
  expect(watch.count("view")).toBeUndefined();
});

test("when more lists are watched than there may be, then the first ones are counted; a refusal is logged", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue(undefined);
  const { watch, asked } = given(false);
  for (let index = 0; index < WATCHED_LISTS_MAX + 9; index += 1) watch.watch(listOf(`k${index}`));
  await settled();
  expect(asked.at(-1)).toHaveLength(WATCHED_LISTS_MAX);
  expect(log).toHaveBeenCalled();
});

test("when lists are long to tell, then so many are counted as fit into one message", async () => {
  const { watch, asked } = given();
  for (let index = 0; index < 200; index += 1)
    watch.watch({
      key: `k${index}`,
      query: orderQuery.parse({ q: "é".repeat(200), product: "ü".repeat(200) }),
    });
  await settled();
  const sent = asked.at(-1) ?? [];
  expect(new TextEncoder().encode(JSON.stringify(sent)).length).toBeLessThanOrEqual(WATCHED_LISTS_BYTES_MAX);
  expect(sent.length).toBeGreaterThan(100);
});

test("when what is sent is not understood, then what is known stays", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue(undefined);
  const { watch, asked, hear } = given();
  watch.watch(listOf("a"));
  await settled();
  hear({ [nameOf(asked.at(-1), "a")]: count(1) });
  hear({ [nameOf(asked.at(-1), "a")]: { total: "many" } });
  expect(watch.count("a")).toEqual(count(1));
  expect(log).toHaveBeenCalled();
});
