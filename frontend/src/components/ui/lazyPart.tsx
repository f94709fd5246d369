"use client";
// Parts whose code is a chunk of its own. React's own lazy parts suspend also when the code is there, and what stands
// in for them is then held for a third of a second; these are drawn at once.
import { createElement, useEffect, useSyncExternalStore, type ComponentType } from "react";
import { backoff } from "../../lib/backoff";

type LazyPart<Props> = ComponentType<Props> & { readonly preload: () => Promise<void> };

/** Loads once; a failed attempt is forgotten, so that the next one really asks again. */
function loadOnce<Part>(load: () => Promise<Part>) {
  let part: Part | undefined;
  let underWay: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  const run = async () => {
    try {
      part = await load();
    } finally {
      underWay = undefined;
    }
    for (const listener of listeners) listener();
  };
  return {
    get: () => part,
    preload: async () => {
      if (!part) await (underWay ??= run());
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Returns a stop. */
function keepTrying(preload: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const attempt = (failures: number) => {
    preload().catch(() => {
      if (!isStopped) timer = setTimeout(() => attempt(failures + 1), backoff(failures + 1));
    });
  };
  attempt(0);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

const Nothing = () => null;

/** @param StandIn is drawn only while the code is really not there */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  StandIn: ComponentType = Nothing,
): LazyPart<Props> {
  const { get, preload, subscribe } = loadOnce(load);

  function Part(props: Props) {
    // On the server, and until the page is awake, nobody knows the code.
    const Loaded = useSyncExternalStore(subscribe, get, () => undefined);
    const isThere = Loaded !== undefined;
    useEffect(() => (isThere ? undefined : keepTrying(preload)), [isThere]);
    return Loaded ? createElement(Loaded, props) : createElement(StandIn);
  }
  return Object.assign(Part, { preload });
}
