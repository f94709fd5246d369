"use client";
import type { AgeRule, ListCount, OrderQuery } from "@order-desk/contract";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { queryOfView, viewKeyOf } from "../lib/listView";
import { CountWatch } from "../services/countWatch";
import type { Desk } from "../services/desk";
import { useDesk } from "./useDesk";

const watches = new WeakMap<Desk, CountWatch>();

function useCountWatch(): CountWatch {
  const desk = useDesk();
  const watch = watches.get(desk) ?? new CountWatch(desk.topics);
  watches.set(desk, watch);
  return watch;
}

/**
 * How many orders a list has, kept current by the server; undefined while unknown, or when there is nothing to count.
 * @param key names it among all that this tab counts
 */
export function useListCount(
  key: string,
  query: OrderQuery | undefined,
  { age = null, byStatus = false }: { readonly age?: AgeRule | null; readonly byStatus?: boolean } = {},
): ListCount | undefined {
  const watch = useCountWatch();
  const list = query && viewKeyOf(query);
  const rule = JSON.stringify(age);
  const asked = useMemo(
    () =>
      list === undefined
        ? undefined
        : {
            key,
            query: queryOfView(list),
            age: JSON.parse(rule) as AgeRule | null,
            by_status: byStatus,
          },
    [key, list, rule, byStatus],
  );
  useEffect(() => asked && watch.watch(asked), [watch, asked]);
  return useWatchedCount(key);
}

/** The same number in another place: what it counts is said where it is asked for, by `useListCount`. */
export function useWatchedCount(key: string): ListCount | undefined {
  const watch = useCountWatch();
  const snapshot = () => watch.count(key);
  return useSyncExternalStore(watch.subscribe, snapshot, snapshot);
}
