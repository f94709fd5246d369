import {
  closingHint,
  FOLLOWED_MAX,
  mailSummary,
  storyEntry,
  type MailSummary,
  type StoryEntry,
} from "@order-desk/contract";
import { afterEach, describe, expect, it } from "vitest";
import { newOrder } from "./helpers/api.js";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { connectTab, type Tab } from "./helpers/tab.js";
import { until } from "./helpers/wait.js";

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});
async function start(): Promise<TestServer> {
  const server = await startTestServer();
  servers.push(server);
  return server;
}

function listen({ socket }: Tab) {
  const mails: MailSummary[] = [];
  const entries: StoryEntry[] = [];
  socket.on("mail-changed", (mail: unknown) => mails.push(mailSummary.parse(mail)));
  socket.on("story-entry", (entry: unknown) => entries.push(storyEntry.parse(entry)));
  return {
    mails,
    entries,
    follow: async (topic: unknown) => (await socket.timeout(5_000).emitWithAck("follow", topic)) as boolean,
  };
}

describe("following", () => {
  it("when a tab follows an order, then it hears of its story and its mails, and of no other's", async () => {
    const server = await start();
    const [mine, other] = [await server.api.create(), await server.api.create()];
    const tab = listen(await server.connect());
    expect(await tab.follow(`order:${mine._id}`)).toBe(true);
    await server.api.change(other._id, { status: "shipped" });
    await server.api.change(mine._id, { status: "shipped" });
    await until("mail and entry", () => tab.mails.length > 0 && tab.entries.length > 0);
    expect(tab.mails).toMatchObject([
      { order_id: mine._id, state: "captured", change_id: tab.entries[0]?._id },
    ]);
    expect(tab.entries).toMatchObject([{ order_id: mine._id, kind: "updated", by: "api" }]);
  });

  it("when a tab follows the mails, then it hears of all of them until it stops; another tab hears nothing", async () => {
    const server = await start();
    const { _id } = await server.api.create();
    const first = await server.connect();
    const [tab, silent] = [listen(first), listen(await server.connect())];
    await tab.follow("mails");
    await server.api.change(_id, { status: "processing" });
    await until("the mail", () => tab.mails.length === 1);
    first.socket.emit("unfollow", "mails");
    expect(await tab.follow(`order:${"0".repeat(24)}`), "what was sent before has been done").toBe(true);
    await server.api.change(_id, { status: "shipped" });
    await until(
      "the mail is there",
      async () => (await server.db.collection("mails").countDocuments()) === 2,
    );
    await first.heard(2);
    expect([tab.mails.length, silent.mails.length]).toEqual([1, 0]);
  });

  it("when the database is dropped while a tab follows, then the process goes on, and the tab hears what comes after", async () => {
    const server = await start();
    await server.api.create();
    const tab = await server.connect();
    const { follow, mails } = listen(tab);
    let resets = 0;
    tab.socket.on("follow-reset", () => (resets += 1));
    await follow("mails");
    await server.db.dropDatabase();
    await until("it is told that it may have missed something", () => resets > 0, 10_000);
    await until("it hears of a mail", async () => {
      const made = await server.api.send("POST", "/api/orders", { json: newOrder() });
      if (made.status !== 201) return false;
      await server.api.change((made.body as { _id: string })._id, { status: "shipped" });
      return mails.length > 0;
    });
  }, 40_000);

  it("when topics are made up or too many, then they are refused, and the socket goes on", async () => {
    const server = await start();
    const tab = await server.connect();
    const { follow } = listen(tab);
    for (const topic of ["current", "order:1", `order:${"g".repeat(24)}`, null, { a: 1 }, ["mails"]])
      tab.socket.emit("follow", topic, () => expect.unreachable());
    tab.socket.emit("follow", "mails");
    tab.socket.emit("follow", "mails", "no function");
    const topics = Array.from({ length: FOLLOWED_MAX + 1 }, (_, n) => `order:${String(n).padStart(24, "0")}`);
    const followed = [];
    for (const topic of topics) followed.push(await follow(topic));
    expect(followed).toEqual(topics.map((_, n) => n < FOLLOWED_MAX));
    await server.api.create();
    await tab.heard(1);
  });
});

describe("a server that goes", () => {
  it("when it stops, then it says so, with a time over which to come back", async () => {
    const server = await startTestServer();
    const { socket, close } = await connectTab(server.url, { reconnects: false });
    const hints: unknown[] = [];
    socket.on("server-closing", (hint: unknown) => hints.push(closingHint.parse(hint)));
    await server.stop();
    close();
    expect(hints).toEqual([{ reconnect_within_ms: 500 }]);
  });
});
