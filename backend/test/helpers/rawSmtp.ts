// A mail server made of bare sockets, which can end a connection at any moment around the end of a message.
import { createServer, type AddressInfo, type Socket } from "node:net";

/** `atData`: instead of 354. `midData`: when the message begins. `beforeReply`: taken, and never answered. */
export type CutPoint = "atData" | "midData" | "beforeReply";

export type RawSmtp = {
  readonly port: number;
  /** Whole messages that it took. */
  readonly accepted: string[];
  /** The next connections are cut so, one each. */
  readonly cuts: CutPoint[];
  /** Awaited before 354. */
  beforeData: () => Promise<void>;
  /** Those that are open. */
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
};

type Session = { inData: boolean; buffer: string };

/** @param greets false: it takes connections and says nothing. */
export async function startRawSmtp({ greets = true } = {}): Promise<RawSmtp> {
  const sockets = new Set<Socket>();
  const peer = {
    port: 0,
    accepted: [] as string[],
    cuts: [] as CutPoint[],
    beforeData: async () => await Promise.resolve(),
    connections: () => sockets.size,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  const isCut = (socket: Socket, at: CutPoint) => {
    if (peer.cuts[0] !== at) return false;
    peer.cuts.shift();
    socket.destroy();
    return true;
  };

  async function takeLine(socket: Socket, session: Session, line: string): Promise<void> {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "DATA") {
      await peer.beforeData();
      if (isCut(socket, "atData")) return;
      session.inData = true;
      socket.write("354 go on\r\n");
    } else if (verb === "QUIT") socket.end("221 bye\r\n");
    else socket.write("250 ok\r\n");
  }

  async function take(socket: Socket, session: Session): Promise<void> {
    for (;;) {
      if (session.inData && session.buffer !== "" && isCut(socket, "midData")) return;
      const mark = session.inData ? "\r\n.\r\n" : "\r\n";
      const end = session.buffer.indexOf(mark);
      if (end < 0) return;
      const piece = session.buffer.slice(0, end);
      session.buffer = session.buffer.slice(end + mark.length);
      if (!session.inData) {
        await takeLine(socket, session, piece);
        continue;
      }
      session.inData = false;
      peer.accepted.push(piece);
      if (isCut(socket, "beforeReply")) return;
      socket.write("250 taken\r\n");
    }
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    const session: Session = { inData: false, buffer: "" };
    let working = Promise.resolve();
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      session.buffer += chunk.toString();
      working = working.then(async () => await take(socket, session));
    });
    if (greets) socket.write("220 here\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  peer.port = (server.address() as AddressInfo).port;
  return peer;
}
