import type { SMTPServerOptions } from "smtp-server";
import { describe, expect, it } from "vitest";
import { startRawSmtp } from "../../test/helpers/rawSmtp.js";
import { startSmtp } from "../../test/helpers/smtp.js";
import type { MailRow } from "../models/Mail.js";
import { lockMsOf, type MailServer } from "./mailServer.js";
import { connectionOptions, mailTransport, type SendResult } from "./mailTransport.js";

const HOST = "127.0.0.1";
const serverAt = (port: number, more: Partial<MailServer> = {}): MailServer => ({
  host: HOST,
  port,
  timeoutMs: 30_000,
  ...more,
});
const MAIL = {
  from: '"Shop" <orders@shop.example>',
  to: "ada@example.com",
  subject: "Hello",
  html: "<p>Hello</p>",
  text: "Hello",
  message_id: "<1@shop.example>",
} as MailRow;

/** Sends one mail as to a well-known port, to a peer that listens elsewhere. */
const sendAs = async (
  wellKnown: number,
  { port }: { port: number },
  more: Partial<MailServer> = {},
  mail = MAIL,
) =>
  await mailTransport(serverAt(wellKnown, more), { connectTo: { port } }).send(
    mail,
    async () => await Promise.resolve(true),
  );

const words = (result: SendResult) => ("response" in result ? result.response : "");

async function withPeer<T>(
  given: Parameters<typeof startSmtp>[0],
  work: (peer: Awaited<ReturnType<typeof startSmtp>>) => Promise<T>,
) {
  const peer = await startSmtp(given);
  try {
    return await work(peer);
  } finally {
    await peer.stop();
  }
}

describe("a server that says nothing", () => {
  it("when its silence is longer than it may be, then it is given up, and the mail is tried again later", async () => {
    const silent = await startRawSmtp({ greets: false });
    const { port } = silent;
    const startedAt = Date.now();
    try {
      const result = await mailTransport(serverAt(port, { timeoutMs: 200 })).send(MAIL, () =>
        Promise.resolve(true),
      );
      expect(result).toMatchObject({ outcome: "retry", isServer: true });
      expect(Date.now() - startedAt).toBeGreaterThanOrEqual(190);
    } finally {
      await silent.stop();
    }
  });

  it.each([5_000, 30_000, 600_000])(
    "when it may be silent for %i ms, then a mail is ours for longer than a send takes",
    (timeoutMs) => {
      expect(lockMsOf(serverAt(25, { timeoutMs }))).toBeGreaterThanOrEqual(Math.max(30_000, 4 * timeoutMs));
    },
  );
});

describe("connectionOptions", () => {
  it.each([
    [465, { secure: true, requireTLS: false }],
    [587, { secure: false, requireTLS: true }],
    [25, { secure: false, requireTLS: false }],
    [1025, { secure: false, requireTLS: false }],
  ])("when the port is %i, then it is %j", (port, expected) => {
    expect(connectionOptions(serverAt(port))).toMatchObject(expected);
  });

  it.each([
    ["127.0.0.1", false],
    ["localhost", false],
    ["smtp.example.com", true],
  ])("when the host is %s, then its certificate is checked: %s", (host, rejectUnauthorized) => {
    expect(connectionOptions(serverAt(587, { host })).tls).toEqual({ rejectUnauthorized });
  });
});

describe("sending", () => {
  it("when it is as on 465, then TLS comes first", async () => {
    await withPeer({ secure: true }, async (peer) => {
      expect(await sendAs(465, peer)).toMatchObject({ outcome: "sent" });
      expect(peer.received[0]).toMatchObject({ secure: true, to: ["ada@example.com"] });
    });
  });

  it("when it is as on 587, then STARTTLS comes before the mail, and AUTH only after it", async () => {
    const auth = {
      authOptional: false,
      onAuth: (({ username, password }, _session, done) => {
        if (username === "shop" && password === "s3cret") done(null, { user: username });
        else done(new Error("Invalid username or password"));
      }) satisfies SMTPServerOptions["onAuth"],
    };
    await withPeer(auth, async (peer) => {
      expect(await sendAs(587, peer, { user: "shop", pass: "s3cret" })).toMatchObject({ outcome: "sent" });
      expect(peer.received[0]).toMatchObject({ secure: true, user: "shop" });
      const wrong = await sendAs(587, peer, { user: "shop", pass: "wrong" });
      expect(wrong, "ours to mend, so it is tried again").toMatchObject({ outcome: "retry" });
      expect(JSON.stringify(wrong)).not.toContain("wrong");
      const none = await sendAs(587, peer);
      expect(none, "530 is no fault of the mail").toMatchObject({ outcome: "retry" });
      expect(peer.received).toHaveLength(1);
    });
  });

  it("when a server as on 587 has no STARTTLS, then nothing is sent in the clear", async () => {
    await withPeer({ disabledCommands: ["STARTTLS"] }, async (peer) => {
      expect(await sendAs(587, peer)).toMatchObject({ outcome: "retry" });
      expect(peer.received).toEqual([]);
      expect(await sendAs(1025, peer)).toMatchObject({ outcome: "sent" });
      expect(peer.received[0]?.secure).toBe(false);
    });
  });

  it.each([
    ["connect", 421, { outcome: "retry", isServer: true }],
    ["connect", 554, { outcome: "retry", isServer: true }],
    ["from", 450, { outcome: "retry", isServer: true }],
    ["from", 553, { outcome: "retry", isServer: true }],
    ["to", 452, { outcome: "retry", isServer: false }],
    ["to", 550, { outcome: "refused" }],
    ["data", 451, { outcome: "retry", isServer: false }],
    ["data", 554, { outcome: "refused" }],
  ] as const)("when the server answers at %s with %i, then it is %j", async (at, code, expected) => {
    await withPeer({}, async (peer) => {
      peer.refusals.push({ at, code });
      const result = await sendAs(1025, peer);
      expect(result).toMatchObject(expected);
      expect(words(result)).toContain(String(code));
      expect(peer.received).toEqual([]);
    });
  });

  it("when nobody listens, then it is tried again", async () => {
    const peer = await startSmtp();
    await peer.stop();
    expect(await sendAs(1025, peer)).toMatchObject({ outcome: "retry" });
  });

  it("when values hold line breaks, then no header and no recipient is added", async () => {
    await withPeer({}, async (peer) => {
      const mail = { ...MAIL, subject: "Hello\r\nBcc: evil@example.com" };
      await sendAs(1025, peer, {}, mail);
      expect(peer.received[0]?.to).toEqual(["ada@example.com"]);
      expect(peer.received[0]?.mail.bcc).toBeUndefined();
    });
  });
});
