// Tells those who look at mails or at one order's story what happens there. The stream is open while somebody looks.
import { setTimeout } from "node:timers/promises";
import type { BulkJob, FollowTopic, MailSummary, StoryEntry } from "@order-desk/contract";
import type { Logger } from "pino";
import type { TopicChanges } from "../models/topicChanges.js";
import { toStoryEntry } from "./storyService.js";

/** Where the news of topics go. */
export type TopicPublisher = {
  mail(mail: MailSummary, topics: readonly FollowTopic[]): void;
  storyEntry(entry: StoryEntry, topic: FollowTopic): void;
  job(job: BulkJob): void;
  views(): void;
  /** Something may have been missed: followers have to fetch again. */
  missed(): void;
};

export type TopicFeedParts = {
  readonly changes: TopicChanges;
  readonly publisher: TopicPublisher;
  readonly logger: Logger;
  readonly begun: Promise<void>;
};

const REOPEN_MS = 1_000;

const orderTopic = (id: string): FollowTopic => `order:${id}`;

export type TopicFeed = ReturnType<typeof topicFeed>;

export function topicFeed({ changes, publisher, logger, begun }: TopicFeedParts) {
  let followers = 0;
  let reading: { readonly end: AbortController; readonly begun: Promise<void> } | undefined;

  async function readFrom(start: Awaited<ReturnType<TopicChanges["now"]>>, signal: AbortSignal) {
    for await (const news of changes.read(start, signal)) {
      if (news.type === "mail") publisher.mail(news.mail, ["mails", orderTopic(news.mail.order_id)]);
      else if (news.type === "job") publisher.job(news.job);
      else if (news.type === "views") publisher.views();
      else publisher.storyEntry(toStoryEntry(news.row), orderTopic(news.row.order_id));
    }
  }

  async function keepReading(signal: AbortSignal, sayBegun: () => void): Promise<void> {
    const isOver = () => signal.aborted;
    for (let attempt = 1; !isOver(); attempt++) {
      try {
        await begun;
        const start = await changes.now();
        sayBegun();
        if (attempt > 1) publisher.missed();
        await readFrom(start, signal);
      } catch (error) {
        if (isOver()) return;
        logger.error({ err: error }, "The mails and the log cannot be followed; trying again");
        await setTimeout(REOPEN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  function open() {
    const end = new AbortController();
    const opened = new Promise<void>((resolve) => void keepReading(end.signal, resolve));
    return { end, begun: opened };
  }

  const close = () => {
    reading?.end.abort();
    reading = undefined;
  };

  return {
    /** Resolves when whatever happens from now on will be told. */
    async follow(): Promise<void> {
      followers += 1;
      await (reading ??= open()).begun;
    },
    unfollow(): void {
      followers -= 1;
      if (followers === 0) close();
    },
    stop: close,
  };
}
