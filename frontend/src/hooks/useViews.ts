"use client";
// Saved views, for the parts that change them.
import { useEffect } from "react";
import { viewStore } from "../lib/viewStore";
import type { Desk } from "../services/desk";
import { ViewKeeper } from "../services/viewKeeper";
import { viewsApi } from "../services/viewsApi";
import { useDesk } from "./useDesk";
import { useSettings } from "./useSettings";

const keepers = new WeakMap<Desk, ViewKeeper>();

export function useViewKeeper(): ViewKeeper {
  const desk = useDesk();
  const { apiUrl } = useSettings();
  const keeper =
    keepers.get(desk) ?? new ViewKeeper({ api: viewsApi(apiUrl), topics: desk.topics, store: viewStore });
  keepers.set(desk, keeper);
  return keeper;
}

/** Keeps them live. Mount it once. */
export function useViewFeed(): void {
  const keeper = useViewKeeper();
  useEffect(() => keeper.start(), [keeper]);
}
