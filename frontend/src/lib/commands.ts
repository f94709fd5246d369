// What can be done by its name: each part of the desk offers its own commands while it is there.
import { searchWords, wordsOf } from "@order-desk/contract";
import type { LucideIcon } from "lucide-react";

export type Command = {
  /** Unique among all. */
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Other words that find it. */
  readonly words?: string;
  /** The key that does the same. */
  readonly keys?: readonly string[];
  readonly run: () => void;
};

export type CommandGroup = { readonly label: string; readonly commands: readonly Command[] };

/** Whether each word of the search begins a word of the command. */
function isFound({ label, words = "" }: Command, searched: readonly string[]): boolean {
  const there = wordsOf(`${label} ${words}`);
  return searched.every((word) => there.some((one) => one.startsWith(word)));
}

/** Groups with what is found in them; one without any is left out. */
export function findCommands(groups: readonly CommandGroup[], text: string): CommandGroup[] {
  const searched = searchWords(text);
  return groups
    .map(({ label, commands }) => ({
      label,
      commands: commands.filter((command) => isFound(command, searched)),
    }))
    .filter(({ commands }) => commands.length > 0);
}

/** Who offers which commands now, in the sequence in which they came. */
export class CommandRegistry {
  #groups: readonly CommandGroup[] = [];
  readonly #listeners = new Set<() => void>();

  readonly groups = (): readonly CommandGroup[] => this.#groups;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Offers them until the returned function is called. */
  offer(group: CommandGroup): () => void {
    this.#set([...this.#groups, group]);
    return () => this.#set(this.#groups.filter((other) => other !== group));
  }

  #set(groups: readonly CommandGroup[]): void {
    this.#groups = groups;
    for (const listener of this.#listeners) listener();
  }
}
