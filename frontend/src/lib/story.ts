// The story of one order as a tab holds it: its entries, newest first, and the mails that report them.
import type { MailSummary, StoryEntry } from "@order-desk/contract";
import { beginFetch, hearMails, mergeMails, NO_MAILS, replaceMails, type HeldMails } from "./heldMails";

export type Story = {
  readonly entries: readonly StoryEntry[];
  /** How many of them came live, and with which number. */
  readonly heardAt: ReadonlyMap<string, number>;
  readonly mails: HeldMails;
  /** Where the older ones begin; undefined: these are all. */
  readonly nextCursor: string | undefined;
};

export const NO_STORY: Story = { entries: [], heardAt: new Map(), mails: NO_MAILS, nextCursor: undefined };

export type StoryPage = { readonly entries: readonly StoryEntry[]; readonly nextCursor: string | undefined };

export const hearStoryMail = (story: Story, mail: MailSummary): Story => ({
  ...story,
  mails: hearMails(story.mails, [mail]),
});

/** An entry never changes: one that is there already says nothing new. */
export function hearEntry(story: Story, entry: StoryEntry): Story {
  if (story.entries.some(({ _id }) => _id === entry._id)) return story;
  const mails = beginFetch(story.mails);
  return {
    ...story,
    mails,
    entries: [entry, ...story.entries],
    heardAt: new Map(story.heardAt).set(entry._id, mails.seq),
  };
}

export const beginStoryFetch = (story: Story): Story => ({ ...story, mails: beginFetch(story.mails) });

const mailsOf = ({ entries }: StoryPage) => entries.flatMap(({ mails }) => mails);

const without = (entries: readonly StoryEntry[], page: StoryPage) => {
  const ids = new Set(page.entries.map(({ _id }) => _id));
  return entries.filter(({ _id }) => !ids.has(_id));
};

/** The newest page, fetched again: keeps only what was heard since the fetch began. */
export function landNewest(story: Story, page: StoryPage, fetchSeq: number): Story {
  const heard = story.entries.filter(({ _id }) => (story.heardAt.get(_id) ?? 0) > fetchSeq);
  return {
    ...story,
    entries: [...without(heard, page), ...page.entries],
    mails: replaceMails(story.mails, mailsOf(page), fetchSeq),
    nextCursor: page.nextCursor,
  };
}

export const landOlder = (story: Story, page: StoryPage, fetchSeq: number): Story => ({
  ...story,
  entries: [...without(story.entries, page), ...page.entries],
  mails: mergeMails(story.mails, mailsOf(page), fetchSeq),
  nextCursor: page.nextCursor,
});

/** A mail has the id of the change that it reports: only kind and id together tell items apart. */
export type StoryItem =
  | { readonly kind: "mail"; readonly id: string; readonly mail: MailSummary }
  | { readonly kind: "entry"; readonly id: string; readonly entry: StoryEntry };

/** As it is read: each entry below the mails that report it, the newest first. */
export function storyItems({ entries, mails }: Story): StoryItem[] {
  const byChange = new Map<string, MailSummary[]>();
  for (const { mail } of mails.mails.values())
    byChange.set(mail.change_id, [...(byChange.get(mail.change_id) ?? []), mail]);
  return entries.flatMap((entry) => {
    const told = (byChange.get(entry._id) ?? []).sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
    return [
      ...told.map((mail): StoryItem => ({ kind: "mail", id: mail._id, mail })),
      { kind: "entry", id: entry._id, entry },
    ];
  });
}
