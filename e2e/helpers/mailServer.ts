// A real SMTP server in this process that keeps what it is given.
import type { AddressInfo } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export type ReceivedMail = {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

export type MailServer = {
  readonly port: number;
  /** Every mail that was accepted for this address, in order. */
  readonly sentTo: (address: string) => ReceivedMail[];
  /** From here on mails to this address are refused so, until undefined is given. */
  readonly refuse: (address: string, words: `${number} ${string}` | undefined) => void;
  readonly close: () => Promise<void>;
};

export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const refused = new Map<string, string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo({ address }, _session, done) {
      const words = refused.get(address);
      if (words === undefined) done();
      else done(Object.assign(new Error(words.slice(4)), { responseCode: Number(words.slice(0, 3)) }));
    },
    onData(stream, { envelope }, done) {
      simpleParser(stream).then(({ subject = "", text = "", html }) => {
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({ to, subject, text, html: html === false ? "" : (html ?? "") });
        done();
      }, done);
    },
  });
  server.on("error", (error) => console.error(error));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    sentTo: (address) => received.filter(({ to }) => to.includes(address)),
    refuse: (address, words) => (words === undefined ? refused.delete(address) : refused.set(address, words)),
    close: async () => await new Promise((resolve) => server.close(resolve)),
  };
}
