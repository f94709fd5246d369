import fc from "fast-check";
import { expect, test } from "vitest";
import { someMail } from "../../test/someMail";
import {
  beginFetch,
  hearMails,
  mergeMails,
  NO_MAILS,
  positionOf,
  replaceMails,
  selectMails,
  type HeldMails,
} from "./heldMails";
import { TO_THE_END } from "./depth";

const stateOf = (held: HeldMails, id = "m1") => held.mails.get(id)?.mail.state;
const all = { q: "" };
const idsOf = (held: HeldMails, query = {}, downTo = TO_THE_END) =>
  selectMails(held, { ...all, ...query }, downTo).map(({ mail }) => mail._id);

test("when news come while a fetch is under way, then they win over what it brings", () => {
  const begun = beginFetch(NO_MAILS);
  const heard = hearMails(begun, [someMail({ state: "sent" })]);
  expect(stateOf(mergeMails(heard, [someMail({ state: "queued" })], begun.seq))).toBe("sent");
});

test("when a fetch begins after the news, then it wins, whatever the clocks say", () => {
  const late = { updated_at: "2026-11-22T10:00:09.000Z" };
  const begun = beginFetch(hearMails(NO_MAILS, [someMail({ state: "queued", ...late })]));
  expect(stateOf(mergeMails(begun, [someMail({ state: "sent" })], begun.seq))).toBe("sent");
});

test("when an earlier fetch lands after a later one, then the later one stays", () => {
  const first = beginFetch(NO_MAILS);
  const second = beginFetch(first);
  const landed = mergeMails(second, [someMail({ held: true })], second.seq);
  expect(mergeMails(landed, [someMail()], first.seq)).toEqual(landed);
});

test("when all is fetched again, then what is not there any more goes, and what was heard meanwhile stays", () => {
  const before = hearMails(NO_MAILS, [someMail({ _id: "gone" })]);
  const begun = beginFetch(before);
  const heard = hearMails(begun, [someMail({ _id: "new" })]);
  const after = replaceMails(heard, [someMail({ _id: "there" })], begun.seq);
  expect([...after.mails.keys()].sort()).toEqual(["new", "there"]);
});

test("when news and fetches come in any order, then at the end every mail is as the server has it", () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ do: fc.constant("change" as const), mail: fc.nat(2) }),
      fc.record({ do: fc.constantFrom("tell", "begin", "read", "land", "landAll"), mail: fc.nat(3) }),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(steps, (script) => {
      const server = new Map(["m0", "m1", "m2"].map((_id) => [_id, someMail({ _id })]));
      const log: ReturnType<typeof someMail>[] = [];
      const flights: { seq: number; read?: ReturnType<typeof someMail>[] }[] = [];
      let told = 0;
      let held = beginFetch(NO_MAILS);
      held = mergeMails(held, [...server.values()], held.seq);
      const read = (flight: (typeof flights)[number]) => (flight.read ??= [...server.values()]);
      const land = (index: number, whole: boolean) => {
        const [flight] = flights.splice(index % Math.max(1, flights.length), 1);
        if (!flight) return;
        held = (whole ? replaceMails : mergeMails)(held, read(flight), flight.seq);
      };
      const tell = () => {
        const mail = log[told];
        if (mail) held = hearMails(held, [mail]);
        if (mail) told += 1;
      };
      for (const step of script) {
        if (step.do === "change") {
          const _id = `m${step.mail}`;
          const mail = { ...server.get(_id)!, attempts: server.get(_id)!.attempts + 1 };
          server.set(_id, mail);
          log.push(mail);
        } else if (step.do === "tell") tell();
        else if (step.do === "begin") {
          held = beginFetch(held);
          flights.push({ seq: held.seq });
        } else if (step.do === "read") flights.slice(step.mail, step.mail + 1).forEach(read);
        else land(step.mail, step.do === "landAll");
      }
      // What is still under way lands last, when it has least to say.
      while (told < log.length) tell();
      while (flights.length > 0) land(0, false);
      expect(new Map([...held.mails].map(([id, { mail }]) => [id, mail]))).toEqual(server);
    }),
  );
});

test("when mails are listed, then the newest comes first, and those below the fetched part wait for their page", () => {
  const at = (second: number) => `2026-11-22T10:00:0${second}.000Z`;
  const mails = [
    someMail({ _id: "a", created_at: at(2) }),
    someMail({ _id: "b", created_at: at(2) }),
    someMail({ _id: "c", created_at: at(1) }),
  ];
  const held = hearMails(NO_MAILS, mails);
  expect(idsOf(held)).toEqual(["b", "a", "c"]);
  expect(idsOf(held, {}, positionOf(mails[0]!))).toEqual(["b", "a"]);
});

test("when there is a state or a search, then only what the server would find is listed", () => {
  const held = hearMails(NO_MAILS, [
    someMail({ _id: "a", to: "Ada@example.com", order_number: 1001, state: "failed" }),
    someMail({ _id: "b", to: "1001@example.com", order_number: 1002 }),
  ]);
  expect(idsOf(held, { state: "failed" })).toEqual(["a"]);
  expect(idsOf(held, { q: "1001" })).toEqual(["a"]);
  expect(idsOf(held, { q: "aDA@" })).toEqual(["a"]);
  expect(idsOf(held, { q: "example" })).toEqual([]);
  expect(idsOf(held, { state: "queued", q: "ada" })).toEqual([]);
});
