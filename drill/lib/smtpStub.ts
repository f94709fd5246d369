// A mail server on bare sockets, so that it can fail at each step of RFC 5321 and at each moment around the final dot.
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import type { History } from "./history.js";

export type Step = "connect" | "EHLO" | "MAIL" | "RCPT" | "DATA" | "dot";

/**
 * Where the connection ends: within the message; at the final dot before it is read; after the message was taken and
 * before a word of it; after "250" was sent, so late that it is not read.
 */
export const CUTS = ["mid-DATA", "at the dot", "taken, no reply", "250 unread"] as const;
export type Cut = (typeof CUTS)[number];

export type Trouble =
  | { readonly at: Step; readonly reply: 421 | 450 | 550 | 454 }
  | { readonly cut: Cut }
  | { readonly silentAt: Step };

export type SmtpStub = {
  /** One for each backend, so that it is known who sends. */
  readonly ports: readonly number[];
  /** Asked once for each connection; undefined: all is well. */
  trouble: () => Trouble | undefined;
  /** Each reply comes this much later. */
  delayMs: number;
  /** Told when a backend has sent RCPT. */
  onRecipient: (backend: number) => void;
  readonly accepted: () => number;
  readonly visits: () => number;
  readonly stop: () => Promise<void>;
};

type Session = { readonly backend: number; to: string; message: string; isData: boolean };
type Take = (session: Session, said: boolean) => void;

const WORDS = { 421: "Try later", 450: "Not now", 454: "No TLS now", 550: "No such mailbox" } as const;
const messageIdIn = (message: string) => /^Message-ID:\s*(<[^>]*>)/im.exec(message)?.[1] ?? "none";

function serve(socket: Socket, stub: SmtpStub, backend: number, take: Take): void {
  const trouble = stub.trouble();
  const session: Session = { backend, to: "", message: "", isData: false };
  let rest = "";
  const say = (line: string, then?: () => void) =>
    void setTimeout(() => !socket.destroyed && socket.write(`${line}\r\n`, then), stub.delayMs);
  const reset = () => socket.resetAndDestroy();

  /** False when this step went wrong. */
  const isWell = (step: Step): boolean => {
    if (trouble && "silentAt" in trouble && trouble.silentAt === step) return false;
    if (!trouble || !("at" in trouble) || trouble.at !== step) return true;
    say(`${trouble.reply} 4.0.0 ${WORDS[trouble.reply]}`, () => trouble.reply === 421 && socket.end());
    return false;
  };

  const endMessage = () => {
    session.isData = false;
    const cut = trouble && "cut" in trouble ? trouble.cut : undefined;
    if (cut === "at the dot") return void reset();
    if (!isWell("dot")) return;
    take(session, cut === undefined);
    if (cut === "taken, no reply") return void reset();
    // A reset right behind it takes back what the client has not read yet.
    if (cut === "250 unread") return void socket.write("250 2.0.0 Taken\r\n", reset);
    say("250 2.0.0 Taken");
  };

  const COMMANDS: Readonly<Record<string, (line: string) => void>> = {
    EHLO: () => isWell("EHLO") && say("250 stub.example"),
    MAIL: () => isWell("MAIL") && say("250 2.1.0 Sender ok"),
    RCPT: (line) => {
      session.to = /<([^>]*)>/.exec(line)?.[1] ?? "";
      stub.onRecipient(backend);
      if (isWell("RCPT")) say("250 2.1.5 Recipient ok");
    },
    DATA: () => {
      if (!isWell("DATA")) return;
      Object.assign(session, { isData: true, message: "" });
      say("354 Go ahead");
    },
    RSET: () => say("250 2.0.0 Forgotten"),
    QUIT: () => say("221 2.0.0 Bye", () => socket.end()),
  };

  const takeLine = (line: string) => {
    if (!session.isData) (COMMANDS[line.slice(0, 4).toUpperCase()] ?? (() => say("502 5.5.1 What?")))(line);
    else if (line === ".") endMessage();
    else {
      session.message += `${line}\n`;
      if (trouble && "cut" in trouble && trouble.cut === "mid-DATA") reset();
    }
  };

  socket.on("data", (data) => {
    const lines = (rest + data.toString("latin1")).split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (!socket.destroyed) takeLine(line);
  });
  socket.on("error", () => undefined);
  if (isWell("connect")) say("220 stub.example ESMTP");
}

export async function startSmtpStub(history: History, backends: number): Promise<SmtpStub> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  let visits = 0;
  const listen = async (backend: number) => {
    const server = createServer((socket) => {
      visits += 1;
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      serve(socket, stub, backend, ({ message, to }, said) => {
        accepted += 1;
        history.add({ kind: "smtp", at: history.now(), messageId: messageIdIn(message), to, said });
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return server;
  };
  const servers = await Promise.all(
    Array.from({ length: backends }, async (_, index) => await listen(index)),
  );
  const stub: SmtpStub = {
    ports: servers.map((server) => (server.address() as AddressInfo).port),
    trouble: () => undefined,
    delayMs: 0,
    onRecipient: () => undefined,
    accepted: () => accepted,
    visits: () => visits,
    async stop() {
      for (const socket of sockets) socket.destroy();
      for (const server of servers) server.close();
      await Promise.all(servers.map(async (server) => server.listening && (await once(server, "close"))));
    },
  };
  return stub;
}
