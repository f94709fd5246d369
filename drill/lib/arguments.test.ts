import { describe, expect, it } from "vitest";
import { WrongArgumentError } from "../../bench/lib/named.js";
import { DRILLS } from "../drills/index.js";
import { chosen, readArguments } from "./arguments.js";

describe("the arguments of the drills", () => {
  it("when names and options are given, then they are read", () => {
    expect(readArguments(["f7", "--runs", "50", "--seed", "42", "--short"])).toMatchObject({
      names: ["f7"],
      runs: 50,
      seed: 42,
      short: true,
    });
  });

  it.each([
    [["--help"], /Unknown option '--help'\.\nnpm run drill/],
    [["--runs"], /'--runs <value>' argument missing\.\nnpm run drill/],
    [["--runs", "some"], /--runs must be a whole number from 1 on, not "some"/],
    [["--runs", "0"], /--runs must be a whole number from 1 on, not "0"/],
    [["--seed", "0x10"], /--seed must be a whole number from 0 on, not "0x10"/],
  ])("when %j is given, then it says what to write instead", (args, message) => {
    expect(() => readArguments(args)).toThrow(WrongArgumentError);
    expect(() => readArguments(args)).toThrow(message);
  });

  it("when an unknown drill is named, then those that there are are listed", () => {
    expect(() => chosen(DRILLS, ["F1", "nope"])).toThrow(/There is no drill "nope"\. There are: F1, F2/);
  });

  it("when no drill is named, then the hour of soak is left out; named in small letters it is taken", () => {
    expect(chosen(DRILLS, []).some(({ isLong }) => isLong)).toBe(false);
    expect(chosen(DRILLS, ["soak", "f2"]).map(({ name }) => name)).toEqual(["F2", "SOAK"]);
  });
});
