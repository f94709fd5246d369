import { expect, test, vi } from "vitest";
import { idOf } from "../../test/modelShop";
import { givenTab, until } from "../../test/deskTab";

const tab = givenTab();

type Asked = [connection: number, name: string, topic: unknown];

/** A server that notes what it is asked, and agrees unless told otherwise. */
function givenTopics({ answers }: { readonly answers: boolean } = { answers: true }) {
  const asked: Asked[] = [];
  let connections = 0;
  tab().server.io.on("connection", (socket) => {
    const connection = (connections += 1);
    socket.on("follow", (topic: unknown, done: (followed: boolean) => void) => {
      asked.push([connection, "follow", topic]);
      if (answers) done(true);
    });
    socket.on("unfollow", (topic: unknown) => asked.push([connection, "unfollow", topic]));
  });
  return asked;
}

const follower = () => ({ fetch: vi.fn<() => void>(), hear: vi.fn<(name: string, sent: unknown) => void>() });

test("when a topic is followed, then it is fetched once the server has agreed, and news are heard", async () => {
  const asked = givenTopics();
  tab().start();
  const mails = follower();
  tab().desk.topics.follow("mails", mails);
  await until(() => expect(mails.fetch).toHaveBeenCalledTimes(1));
  expect(asked).toEqual([[1, "follow", "mails"]]);
  tab().server.io.emit("mail-changed", { any: "mail" });
  await until(() => expect(mails.hear).toHaveBeenCalledWith("mail-changed", { any: "mail" }));
});

test("when the connection is lost, then what is followed is followed on the next one and fetched again", async () => {
  const asked = givenTopics();
  tab().start();
  const [mails, story] = [follower(), follower()];
  tab().desk.topics.follow("mails", mails);
  const stop = tab().desk.topics.follow(`order:${idOf(1)}`, story);
  await until(() => expect(story.fetch).toHaveBeenCalledTimes(1));
  stop();
  await until(() => expect(asked.at(-1)).toEqual([1, "unfollow", `order:${idOf(1)}`]));
  await tab().cut();
  await until(() => expect(mails.fetch).toHaveBeenCalledTimes(2));
  expect(asked.filter(([connection]) => connection === 2)).toEqual([[2, "follow", "mails"]]);
  expect(story.fetch).toHaveBeenCalledTimes(1);
});

test("when the server may have missed something, then all that is followed is fetched again", async () => {
  givenTopics();
  tab().start();
  const mails = follower();
  tab().desk.topics.follow("mails", mails);
  await until(() => expect(mails.fetch).toHaveBeenCalledTimes(1));
  tab().server.io.emit("follow-reset");
  await until(() => expect(mails.fetch).toHaveBeenCalledTimes(2));
});

test("when the server does not agree in time, then it is fetched all the same", async () => {
  givenTopics({ answers: false });
  tab().start();
  const mails = follower();
  tab().desk.topics.follow("mails", mails);
  await until(() => expect(mails.fetch).toHaveBeenCalledTimes(1));
});
