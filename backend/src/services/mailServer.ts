// The mail server of the settings, and how long what.
import type { Settings } from "../config/settings.js";

export type MailServer = {
  readonly host: string;
  readonly port: number;
  readonly user?: string | undefined;
  readonly pass?: string | undefined;
  /** After so long a silence it is given up. */
  readonly timeoutMs: number;
};

/** A server that always answers in time, but needs longer in all than so many of its longest silences, is given up. */
const SEND_WITHIN_TIMEOUTS = 3;
export const sendWithinMsOf = ({ timeoutMs }: MailServer) => SEND_WITHIN_TIMEOUTS * timeoutMs;

/** Until then what came of a mail must be written down, through an election of the database (12 s) and a wait for it. */
const RECORDED_WITHIN_MS = 30_000;
/** How long a mail is one process's: outlasts one send, and from its last part on three silences of the server. */
export const lockMsOf = ({ timeoutMs }: Pick<MailServer, "timeoutMs">) =>
  Math.max(RECORDED_WITHIN_MS, (SEND_WITHIN_TIMEOUTS + 1) * timeoutMs);

/** Undefined: none is configured. */
export const mailServerOf = (settings: Settings): MailServer | undefined =>
  settings.EMAIL_HOST === undefined
    ? undefined
    : {
        host: settings.EMAIL_HOST,
        port: settings.EMAIL_PORT,
        user: settings.EMAIL_USER,
        pass: settings.EMAIL_PASS,
        timeoutMs: settings.EMAIL_TIMEOUT_SECONDS * 1_000,
      };
