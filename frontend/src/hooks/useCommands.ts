"use client";
import { useEffect, useSyncExternalStore } from "react";
import { CommandRegistry, type CommandGroup } from "../lib/commands";

// One page has one desk.
const registry = new CommandRegistry();

/** What the palette offers now. */
export const useCommands = (): readonly CommandGroup[] =>
  useSyncExternalStore(registry.subscribe, registry.groups, registry.groups);

/** Offers commands in the palette while this is on the page; undefined: none. Keep it the same while nothing changes. */
export function useOfferedCommands(group: CommandGroup | undefined): void {
  useEffect(() => group && registry.offer(group), [group]);
}
