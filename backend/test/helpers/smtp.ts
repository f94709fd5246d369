// A real SMTP server that keeps what it accepts and can be told to refuse.
import type { AddressInfo } from "node:net";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type Received = {
  readonly mail: ParsedMail;
  readonly raw: string;
  /** The envelope: whom the server was told to deliver to. */
  readonly to: string[];
  readonly secure: boolean;
  readonly user: string | undefined;
};

export type Refusal = { readonly at: "connect" | "from" | "to" | "data"; readonly code: number };

export type SmtpPeer = {
  readonly port: number;
  readonly received: Received[];
  /** Times at which a client came, refused or not. */
  readonly visits: number[];
  /** The next clients are refused so, one each. */
  readonly refusals: Refusal[];
  /** Called before DATA is accepted. */
  holdData: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const refusal = ({ code }: Refusal, address = "x@example.com") =>
  Object.assign(new Error(`5.0.0 <${address}> refused by the test`), { responseCode: code });

function options(peer: SmtpPeer, given: SMTPServerOptions): SMTPServerOptions {
  const refused = (at: Refusal["at"]) =>
    peer.refusals[0]?.at === at ? refusal(peer.refusals.shift()!) : undefined;
  return {
    authOptional: true,
    disableReverseLookup: true,
    onConnect(_session, done) {
      peer.visits.push(Date.now());
      done(refused("connect"));
    },
    onMailFrom: (_address, _session, done) => done(refused("from")),
    onRcptTo: (_address, _session, done) => done(refused("to")),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        void (async () => {
          await peer.holdData();
          const error = refused("data");
          if (error) {
            done(error);
            return;
          }
          const raw = Buffer.concat(chunks);
          peer.received.push({
            mail: await simpleParser(raw),
            raw: raw.toString(),
            to: session.envelope.rcptTo.map(({ address }) => address),
            secure: session.secure,
            user: typeof session.user === "string" ? session.user : undefined,
          });
          done();
        })();
      });
    },
    ...given,
  };
}

/** @param port 0: any that is free. */
export async function startSmtp(given: SMTPServerOptions = {}, port = 0): Promise<SmtpPeer> {
  const peer = {
    port,
    received: [],
    visits: [],
    refusals: [],
    holdData: async () => await Promise.resolve(),
    stop: async () => await new Promise<void>((resolve) => server.close(resolve)),
  };
  const server = new SMTPServer(options(peer, given));
  // A client that goes away in the middle is no fault of the server.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  peer.port = (server.server.address() as AddressInfo).port;
  return peer;
}

export const smtpSettings = ({ port }: SmtpPeer, more: Readonly<Record<string, string>> = {}) => ({
  EMAIL_HOST: "127.0.0.1",
  EMAIL_PORT: String(port),
  EMAIL_FROM: "Corner Shop <orders@shop.example>",
  SHOP_NAME: "Corner Shop",
  ...more,
});
