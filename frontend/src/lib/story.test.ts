import type { StoryEntry } from "@order-desk/contract";
import { expect, test } from "vitest";
import { idOf } from "../../test/modelShop";
import { someMail } from "../../test/someMail";
import {
  beginStoryFetch,
  hearEntry,
  hearStoryMail,
  landNewest,
  landOlder,
  NO_STORY,
  storyItems,
  type Story,
} from "./story";

const entry = (_id: string, mails: StoryEntry["mails"] = []): StoryEntry => ({
  _id,
  order_id: idOf(1),
  order_number: 1001,
  version: 1,
  kind: "updated",
  by: "api",
  at: "2026-11-22T10:00:00.000Z",
  changes: [],
  mails,
});
const ids = (story: Story) => storyItems(story).map(({ id }) => id);
const fetched = (story: Story) => {
  const begun = beginStoryFetch(story);
  return { begun, seq: begun.mails.seq };
};

test("when the first page lands, then entries heard meanwhile stay above it, each once", () => {
  const { begun, seq } = fetched(NO_STORY);
  const heard = hearEntry(hearEntry(begun, entry("c2")), entry("c3"));
  const landed = landNewest(heard, { entries: [entry("c2"), entry("c1")], nextCursor: undefined }, seq);
  expect(ids(landed)).toEqual(["c3", "c2", "c1"]);
  expect(ids(hearEntry(landed, entry("c1")))).toEqual(["c3", "c2", "c1"]);
});

test("when the story is fetched again after a gap, then only what the server has and what was heard since is there", () => {
  const before = hearEntry(hearEntry(NO_STORY, entry("c1")), entry("gone"));
  const { begun, seq } = fetched(before);
  const landed = landNewest(
    hearEntry(begun, entry("c3")),
    { entries: [entry("c2"), entry("c1")], nextCursor: "older" },
    seq,
  );
  expect(ids(landed)).toEqual(["c3", "c2", "c1"]);
  expect(landed.nextCursor).toBe("older");
});

test("when older entries come, then they follow below, and what is there is not repeated", () => {
  const first = fetched(NO_STORY);
  const story = landNewest(
    first.begun,
    { entries: [entry("c3"), entry("c2")], nextCursor: "older" },
    first.seq,
  );
  const more = fetched(story);
  const landed = landOlder(more.begun, { entries: [entry("c1")], nextCursor: undefined }, more.seq);
  expect(ids(landed)).toEqual(["c3", "c2", "c1"]);
  expect(landed.nextCursor).toBeUndefined();
});

test("when a mail is heard before its entry, then it stands above the entry as soon as that is there", () => {
  const mail = someMail({ _id: "m2", change_id: "c2" });
  const early = hearStoryMail(NO_STORY, mail);
  expect(ids(early)).toEqual([]);
  expect(ids(hearEntry(hearEntry(early, entry("c1")), entry("c2")))).toEqual(["m2", "c2", "c1"]);
});

test("when a mail was sent again, then both stand at their change, the newer one above, as they are now", () => {
  const first = someMail({ _id: "m1", state: "sent" });
  const again = someMail({ _id: "m1-again", created_at: "2026-11-22T11:00:00.000Z" });
  const { begun, seq } = fetched(NO_STORY);
  const landed = landNewest(begun, { entries: [entry("c1", [first])], nextCursor: undefined }, seq);
  const items = storyItems(hearStoryMail(hearStoryMail(landed, again), { ...again, state: "sent" }));
  expect(items.map(({ id }) => id)).toEqual(["m1-again", "m1", "c1"]);
  expect(items[0]).toMatchObject({ mail: { state: "sent" } });
});
