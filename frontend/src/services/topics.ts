// Follows the mails, the jobs, the views or the story of one order, over the connection that the desk has, whichever that is by now.
import type { FollowTopic, WatchedList } from "@order-desk/contract";

/** What is shown does not wait longer than this for the word that its changes will be told. */
const PATIENCE_MS = 1_500;
const NEWS = ["mail-changed", "story-entry", "job-changed", "views-changed"] as const;

export type TopicNews = (typeof NEWS)[number];

export type TopicFollower = {
  /** From now on changes are told: what was before is to be fetched, again if it has been. */
  readonly fetch: () => void;
  /** Whatever topic it belongs to, and not parsed yet. */
  readonly hear: (name: TopicNews, sent: unknown) => void;
};

/** The part of a connection that topics need. */
export type TopicChannel = {
  emit(name: "follow" | "unfollow", topic: FollowTopic, done?: (followed: boolean) => void): unknown;
  emit(name: "watch-counts", lists: readonly WatchedList[], done: (watched: boolean) => void): unknown;
  on(name: string, take: (sent: unknown) => void): unknown;
};

export class Topics {
  #channel: TopicChannel | undefined;
  #followers = new Map<FollowTopic, Set<TopicFollower>>();
  readonly #channelListeners = new Set<(channel: TopicChannel) => void>();
  #patience = new Map<TopicFollower, ReturnType<typeof setTimeout>>();

  /** There is a new connection: it knows nothing of what the one before was asked. */
  connected(channel: TopicChannel): void {
    this.#channel = channel;
    for (const name of NEWS)
      channel.on(name, (sent) => this.#all().forEach((follower) => follower.hear(name, sent)));
    channel.on("follow-reset", () => this.#all().forEach((follower) => this.#letFetch(follower)));
    for (const topic of this.#followers.keys()) this.#ask(topic);
    for (const listener of this.#channelListeners) listener(channel);
  }

  /** Told of each connection, also of the one that there is. */
  onChannel(listener: (channel: TopicChannel) => void): void {
    this.#channelListeners.add(listener);
    if (this.#channel) listener(this.#channel);
  }

  /** Returns a stop. */
  follow(topic: FollowTopic, follower: TopicFollower): () => void {
    const followers = this.#followers.get(topic) ?? new Set();
    this.#followers.set(topic, followers.add(follower));
    this.#patience.set(
      follower,
      setTimeout(() => this.#letFetch(follower), PATIENCE_MS),
    );
    this.#ask(topic);
    return () => {
      this.#forgetPatience(follower);
      followers.delete(follower);
      if (followers.size > 0 || this.#followers.get(topic) !== followers) return;
      this.#followers.delete(topic);
      this.#channel?.emit("unfollow", topic);
    };
  }

  #ask(topic: FollowTopic): void {
    const channel = this.#channel;
    channel?.emit("follow", topic, () => {
      if (channel !== this.#channel) return;
      this.#followers.get(topic)?.forEach((follower) => this.#letFetch(follower));
    });
  }

  #all(): TopicFollower[] {
    return [...this.#followers.values()].flatMap((followers) => [...followers]);
  }

  #letFetch(follower: TopicFollower): void {
    this.#forgetPatience(follower);
    follower.fetch();
  }

  #forgetPatience(follower: TopicFollower): void {
    clearTimeout(this.#patience.get(follower));
    this.#patience.delete(follower);
  }
}
