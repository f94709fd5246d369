import { Sun } from "lucide-react";
import { describe, expect, it, vi } from "vitest";
import { CommandRegistry, findCommands, type Command } from "./commands";

const command = (label: string, words?: string): Command => ({
  id: label,
  label,
  icon: Sun,
  ...(words !== undefined && { words }),
  run: () => undefined,
});
const groups = [
  { label: "Go to", commands: [command("Mail", "outbox"), command("Größe")] },
  { label: "Theme", commands: [command("Switch to dark")] },
];
const labelsFor = (text: string) =>
  findCommands(groups, text).flatMap(({ label, commands }) => [label, ...commands.map((one) => one.label)]);

describe("findCommands", () => {
  it("when nothing is typed, then all are there", () => {
    expect(labelsFor(" ")).toEqual(["Go to", "Mail", "Größe", "Theme", "Switch to dark"]);
  });

  it("when beginnings of words are typed, in any order, case and accent, then what has them all is found", () => {
    expect(labelsFor("DA swi")).toEqual(["Theme", "Switch to dark"]);
    expect(labelsFor("out")).toEqual(["Go to", "Mail"]);
    expect(labelsFor("grosse")).toEqual([]);
    expect(labelsFor("große")).toEqual(["Go to", "Größe"]);
    expect(labelsFor("dark mail")).toEqual([]);
  });
});

describe("CommandRegistry", () => {
  it("when a part comes and goes, then its commands do, and listeners hear of it", () => {
    const registry = new CommandRegistry();
    const listener = vi.fn();
    const stop = registry.subscribe(listener);
    const [first, second] = groups.map((group) => registry.offer(group));
    expect(registry.groups()).toEqual(groups);
    first?.();
    expect(registry.groups()).toEqual([groups[1]]);
    second?.();
    expect(registry.groups()).toEqual([]);
    expect(listener).toHaveBeenCalledTimes(4);
    stop();
    registry.offer({ label: "", commands: [] });
    expect(listener).toHaveBeenCalledTimes(4);
  });
});
