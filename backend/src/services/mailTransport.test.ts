import type { SMTPServerOptions } from "smtp-server";
import { describe, expect, it } from "vitest";
import { startSmtp } from "../../test/helpers/smtp.js";
import type { MailRow } from "../models/Mail.js";
import { mailTransport, transportOptions, type MailServer } from "./mailTransport.js";

const HOST = "127.0.0.1";
const serverAt = (port: number, more: Partial<MailServer> = {}): MailServer => ({
  host: HOST,
  port,
  from: '"Shop" <orders@shop.example>',
  ...more,
});
const MAIL = {
  to: "ada@example.com",
  subject: "Hello",
  html: "<p>Hello</p>",
  text: "Hello",
  message_id: "<1@shop.example>",
} as MailRow;

/** Sends one mail with the options of a well-known port, to a peer that listens elsewhere. */
async function sendAs(
  wellKnown: number,
  peer: { port: number },
  more: Partial<MailServer> = {},
  mail = MAIL,
) {
  const server = serverAt(wellKnown, more);
  const transport = mailTransport(server, { ...transportOptions(server), port: peer.port });
  try {
    return await transport.send(mail);
  } finally {
    transport.close();
  }
}

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

describe("transportOptions", () => {
  it.each([
    [465, { secure: true, requireTLS: false }],
    [587, { secure: false, requireTLS: true }],
    [25, { secure: false, requireTLS: false }],
    [1025, { secure: false, requireTLS: false }],
  ])("when the port is %i, then it is %j", (port, expected) => {
    expect(transportOptions(serverAt(port))).toMatchObject(expected);
  });

  it.each([
    ["127.0.0.1", false],
    ["localhost", false],
    ["smtp.example.com", true],
  ])("when the host is %s, then its certificate is checked: %s", (host, rejectUnauthorized) => {
    expect(transportOptions(serverAt(587, { host })).tls).toEqual({ rejectUnauthorized });
  });

  it("when there is no user, then there is no AUTH; no file or address is ever read", () => {
    const options = transportOptions(serverAt(25));
    expect(options).not.toHaveProperty("auth");
    expect(options).toMatchObject({ disableFileAccess: true, disableUrlAccess: true });
    expect(transportOptions(serverAt(25, { user: "u" }))).toMatchObject({ auth: { user: "u", pass: "" } });
  });
});

describe("sending", () => {
  it("when it is as on 465, then TLS comes first", async () => {
    await withPeer({ secure: true }, async (peer) => {
      expect(await sendAs(465, peer)).toMatchObject({ ok: true });
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
      expect(await sendAs(587, peer, { user: "shop", pass: "s3cret" })).toMatchObject({ ok: true });
      expect(peer.received[0]).toMatchObject({ secure: true, user: "shop" });
      const wrong = await sendAs(587, peer, { user: "shop", pass: "wrong" });
      expect(wrong, "ours to mend, so it is tried again").toMatchObject({ ok: false, isFinal: false });
      expect(JSON.stringify(wrong)).not.toContain("wrong");
      const none = await sendAs(587, peer);
      expect(none, "530 is no fault of the mail").toMatchObject({ ok: false, isFinal: false });
      expect(peer.received).toHaveLength(1);
    });
  });

  it("when a server as on 587 has no STARTTLS, then nothing is sent in the clear", async () => {
    await withPeer({ disabledCommands: ["STARTTLS"] }, async (peer) => {
      expect(await sendAs(587, peer)).toMatchObject({ ok: false, isFinal: false });
      expect(peer.received).toEqual([]);
      expect(await sendAs(1025, peer)).toMatchObject({ ok: true });
      expect(peer.received[0]?.secure).toBe(false);
    });
  });

  it.each([
    ["connect", 421, false],
    ["connect", 554, false],
    ["from", 450, false],
    ["from", 553, true],
    ["to", 452, false],
    ["to", 550, true],
    ["data", 451, false],
    ["data", 554, true],
  ] as const)("when the server answers at %s with %i, then it is final: %s", async (at, code, isFinal) => {
    await withPeer({}, async (peer) => {
      peer.refusals.push({ at, code });
      const result = await sendAs(1025, peer);
      expect(result).toMatchObject({ ok: false, isFinal });
      expect(result.response).toContain(String(code));
      expect(peer.received).toEqual([]);
    });
  });

  it("when nobody listens, then it is tried again", async () => {
    const peer = await startSmtp();
    await peer.stop();
    expect(await sendAs(1025, peer)).toMatchObject({ ok: false, isFinal: false });
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
