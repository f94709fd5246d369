// The only file that knows Nodemailer: settings to connection, and what an SMTP failure means.
import { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { isDatabaseUnavailable } from "../models/errors.js";
import type { MailRow } from "../models/Mail.js";
import { sendWithinMsOf, type MailServer } from "./mailServer.js";

/**
 * `refused`: a definite no to this mail. `retry`: not taken, another try may work; `isServer`: for a reason that concerns
 * every mail. `unknown`: the message was handed over and the answer never came. `withdrawn`: not ours any more.
 */
export type SendResult =
  | { readonly outcome: "sent" | "refused" | "unknown"; readonly response: string }
  | { readonly outcome: "retry"; readonly response: string; readonly isServer: boolean }
  | { readonly outcome: "withdrawn" };

export type SendMail = (mail: MailRow, beforeData: () => Promise<boolean>) => Promise<SendResult>;

const isLoopback = (host: string) => host === "localhost" || host === "::1" || host.startsWith("127.");

type SmtpFailure = Error & {
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
};

// What a server says to these is about this mail (RFC 5321 §4.2.1); to MAIL FROM, about our settings or our quota.
const ABOUT_THIS_MAIL = /^(RCPT TO|DATA)/;
/** 530: credentials or STARTTLS are wanted first (RFC 4954, RFC 3207). */
const SETTINGS_WRONG = 530;

class WithdrawnError extends Error {}

/** Nodemailer's options. What depends on the port: TLS from the start on 465, STARTTLS or nothing on 587 (RFC 8314). */
export const connectionOptions = ({ host, port, timeoutMs }: MailServer) => ({
  host,
  port,
  secure: port === 465,
  requireTLS: port === 587,
  // A server on this machine has no name that a certificate could prove.
  tls: { rejectUnauthorized: !isLoopback(host) },
  connectionTimeout: Math.min(10_000, timeoutMs),
  greetingTimeout: Math.min(10_000, timeoutMs),
  socketTimeout: timeoutMs,
  // A message that is cut short must never be ended as if it were whole.
  socketCloseTimeout: 0,
});

/** Bytes and envelope of a mail; addresses as objects, so that none is parsed as a list of addresses. */
async function compose({ from, to, subject, html, text, message_id }: MailRow) {
  const node = new MailComposer({
    from,
    to: { name: "", address: to },
    subject,
    html,
    text,
    messageId: message_id,
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return { envelope: node.getEnvelope(), message: await node.build() };
}

/** `over`: nobody waits for it any more. */
type Attempt = { connection?: SMTPConnection; readonly over: AbortController };

type Composed = Awaited<ReturnType<typeof compose>>;

function toResult(failure: SmtpFailure, isHandedOver: boolean): SendResult {
  const { command = "", responseCode = 0 } = failure;
  const response = failure.response ?? failure.message;
  // A reply is definite; silence after the message was handed over is not (RFC 5321 §4.5.3.2.6).
  if (responseCode === 0) {
    if (failure instanceof WithdrawnError) return { outcome: "withdrawn" };
    // Ours: the database did not answer whether the mail is still ours to send.
    if (isDatabaseUnavailable(failure)) return { outcome: "retry", response, isServer: false };
    return isHandedOver ? { outcome: "unknown", response } : { outcome: "retry", response, isServer: true };
  }
  const isAboutMail = ABOUT_THIS_MAIL.test(command) && responseCode !== SETTINGS_WRONG;
  if (responseCode >= 500 && isAboutMail) return { outcome: "refused", response };
  return { outcome: "retry", response, isServer: !isAboutMail };
}

/** Connects and signs in; the connection is the caller's to close. */
async function open(
  server: MailServer,
  options: ReturnType<typeof connectionOptions>,
): Promise<SMTPConnection> {
  const connection = new SMTPConnection(options);
  const { user, pass = "" } = server;
  try {
    await new Promise<void>((resolve, reject) => {
      connection.on("error", reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    if (user !== undefined)
      await new Promise<void>((resolve, reject) => {
        connection.on("error", reject);
        connection.login({ user, pass }, (error) => (error ? reject(error) : resolve()));
      });
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

export type TransportOptions = {
  /** Where the server listens really, when its port only says how it is to be spoken to. */
  readonly connectTo?: { readonly port: number };
};

export function mailTransport(server: MailServer, options: TransportOptions = {}) {
  const sendWithinMs = sendWithinMsOf(server);
  const connect = async () => await open(server, { ...connectionOptions(server), ...options.connectTo });

  /** Resolves with the server's answer to the message. */
  async function deliver(mail: Composed, body: Readable, on: Attempt): Promise<string> {
    const smtp = (on.connection = await connect());
    if (on.over.signal.aborted) {
      smtp.close();
      throw new Error("The mail server took too long");
    }
    return await new Promise<string>((resolve, reject) => {
      smtp.on("error", reject);
      smtp.once("end", () => reject(new Error("The mail server closed the connection")));
      body.once("error", reject);
      smtp.send(mail.envelope, body, (error, info) => (error ? reject(error) : resolve(info.response)));
    });
  }

  const send: SendMail = async (row, beforeData) => {
    let mail: Composed;
    try {
      mail = await compose(row);
    } catch (error) {
      return { outcome: "refused", response: `It could not be composed: ${(error as Error).message}` };
    }
    let isHandedOver = false;
    // Read by the connection once the server has said 354 to DATA.
    async function* handOver() {
      if (!(await beforeData())) throw new WithdrawnError("Another process has this mail by now");
      yield mail.message;
      isHandedOver = true;
    }
    const on: Attempt = { over: new AbortController() };
    const body = Readable.from(handOver(), { objectMode: false });
    try {
      const tooLong = setTimeout(sendWithinMs, undefined, { signal: on.over.signal }).then(() => {
        throw new Error("The mail server took too long");
      });
      return { outcome: "sent", response: await Promise.race([deliver(mail, body, on), tooLong]) };
    } catch (error) {
      return toResult(error as SmtpFailure, isHandedOver);
    } finally {
      on.over.abort();
      body.destroy();
      on.connection?.close();
    }
  };

  return {
    send,
    /** Connects and signs in without sending; throws with the server's words. */
    async verify() {
      (await connect()).close();
    },
  };
}
