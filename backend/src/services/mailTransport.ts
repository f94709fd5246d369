// The only file that knows Nodemailer: settings to transport, and what an SMTP failure means.
import { createTransport } from "nodemailer";
import type { MailRow } from "../models/Mail.js";

export type MailServer = {
  readonly host: string;
  readonly port: number;
  readonly user?: string | undefined;
  readonly pass?: string | undefined;
  /** Address, or `Name <address>`. */
  readonly from: string;
};

/** Longest silence of the server, in milliseconds; a mail's lock must outlast it several times. */
export const SOCKET_TIMEOUT_MS = 30_000;

export type SendResult =
  | { readonly ok: true; readonly response: string }
  | { readonly ok: false; readonly isFinal: boolean; readonly response: string };

export type SendMail = (mail: MailRow) => Promise<SendResult>;

const isLoopback = (host: string) => host === "localhost" || host === "::1" || host.startsWith("127.");

// What a server says to one of these is about this mail; anything else is about the connection or our settings.
const MAIL_COMMAND = /^(MAIL FROM|RCPT TO|DATA)/;
/** 530: credentials or STARTTLS are wanted first (RFC 4954, RFC 3207). */
const SETTINGS_WRONG = 530;

type SmtpFailure = Error & {
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
};

// A definite "no" of the server to this mail (RFC 5321 §4.2.1): sending it again would get the same answer.
const isFinal = ({ command = "", responseCode = 0 }: SmtpFailure) =>
  responseCode >= 500 && responseCode !== SETTINGS_WRONG && MAIL_COMMAND.test(command);

/** Nodemailer's options. What depends on the port: TLS from the start on 465, STARTTLS or nothing on 587 (RFC 8314). */
export const transportOptions = ({ host, port, user, pass }: Omit<MailServer, "from">) => ({
  host,
  port,
  secure: port === 465,
  requireTLS: port === 587,
  // A server on this machine has no name that a certificate could prove.
  tls: { rejectUnauthorized: !isLoopback(host) },
  ...(user !== undefined && { auth: { user, pass: pass ?? "" } }),
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: SOCKET_TIMEOUT_MS,
  disableFileAccess: true,
  disableUrlAccess: true,
});

export function mailTransport(server: MailServer, options = transportOptions(server)) {
  const { from } = server;
  const transport = createTransport(options);

  const send: SendMail = async ({ to, subject, html, text, message_id }) => {
    try {
      // As an object: an address is never parsed as a list of addresses.
      const info = await transport.sendMail({
        from,
        to: { name: "", address: to },
        subject,
        html,
        text,
        messageId: message_id,
        headers: { "Auto-Submitted": "auto-generated" },
      });
      return { ok: true, response: info.response };
    } catch (error) {
      const failure = error as SmtpFailure;
      return { ok: false, isFinal: isFinal(failure), response: failure.response ?? failure.message };
    }
  };

  return {
    send,
    /** Connects and signs in without sending; throws with the server's words. */
    verify: async () => await transport.verify(),
    close: () => {
      transport.close();
    },
  };
}
