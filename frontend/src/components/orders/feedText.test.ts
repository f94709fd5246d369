import { describe, expect, it } from "vitest";
import type { FeedStatus } from "../../lib/feedStatus";
import { feedText } from "./feedText";

const now = new Date(2026, 10, 22, 14, 5, 12).getTime();

describe("feedText", () => {
  it.each<[FeedStatus, RegExp]>([
    [{ kind: "connecting" }, /^Connecting$/],
    [{ kind: "live", lagMs: 40 }, /^Live$/],
    [{ kind: "live", lagMs: 2400 }, /^Live, 2\.4 s behind$/],
    [{ kind: "catching-up" }, /^Catching up$/],
    [{ kind: "catching-up", missed: 1 }, /^Catching up: 1 change$/],
    [{ kind: "reconnecting", retryAt: now + 2100, since: now }, /^Reconnecting in 3 s$/],
    [{ kind: "reconnecting", retryAt: now - 1, since: now }, /^Reconnecting$/],
    [{ kind: "offline", since: now }, /^Offline: shown as of 0?2:05|^Offline: shown as of 14:05/],
    [{ kind: "offline", since: 0 }, /^Offline$/],
    [{ kind: "delayed", lagMs: 12_000, since: now }, /^Delayed: the server is behind by 12 s$/],
  ])("when the feed is %j, then the pill reads %s", (status, expected) => {
    expect(feedText(status, now).label).toMatch(expected);
  });

  it("when seconds are counted down, then the spoken word stays the same", () => {
    const at = (time: number) =>
      feedText({ kind: "reconnecting", retryAt: now + 5000, since: now }, time).spoken;
    expect(at(now)).toBe(at(now + 3000));
  });

  it("when nothing was ever shown, then it does not say how old it is", () => {
    expect(feedText({ kind: "reconnecting", retryAt: now, since: 0 }, now).meaning).not.toContain("as of");
  });
});
