// A mail queue on a real database, a real mail server, and as many loops as a test wants.
import { afterEach, beforeEach, inject, vi } from "vitest";
import { openForWatcher, type Database } from "../../src/models/database.js";
import { mailModel, type MailModel, type MailRow } from "../../src/models/Mail.js";
import { mailQueue, type MailQueue } from "../../src/models/mailQueue.js";
import { mailLoop, type MailLoopParts } from "../../src/services/mailLoop.js";
import { mailTransport } from "../../src/services/mailTransport.js";
import { loggerInto, newDatabaseName, withDatabase } from "./server.js";
import { until } from "./wait.js";

const RETRY = { firstMs: 40, longestMs: 10_000 };
export const LOCK_MS = 120_000;

/** The clock goes on by so much from here, for the rest of the test. */
export function passTime(ms: number): void {
  const ahead = Date.now() - performance.timeOrigin - performance.now() + ms;
  vi.spyOn(Date, "now").mockImplementation(() => performance.timeOrigin + performance.now() + ahead);
}

/** A mail server: one that speaks the protocol, or one that can be cut at any point. */
type Peer = { readonly port: number; readonly stop: () => Promise<void> };

class MailDesk<P extends Peer> {
  readonly database: Database;
  readonly mails: MailModel;
  readonly queue: MailQueue;
  readonly log: string[] = [];
  readonly #loops: ReturnType<typeof mailLoop>[] = [];

  constructor(readonly smtp: P) {
    this.database = openForWatcher(withDatabase(inject("mongodUri"), newDatabaseName()));
    this.mails = mailModel(this.database);
    this.queue = mailQueue(this.database);
  }

  startLoop(more: Partial<MailLoopParts> = {}) {
    const transport = mailTransport({ host: "127.0.0.1", port: this.smtp.port, timeoutMs: 30_000 });
    const loop = mailLoop({
      queue: this.queue,
      send: transport.send,
      logger: loggerInto(this.log),
      begun: Promise.resolve(),
      lockMs: LOCK_MS,
      onUnknown: "resend",
      retry: RETRY,
      pause: { firstMs: 1, longestMs: 1 },
      lookEveryMs: 20,
      ...more,
    });
    this.#loops.push(loop);
    return loop;
  }

  async enqueue(...rows: MailRow[]): Promise<void> {
    for (const row of rows) await this.mails.enqueue(row);
  }
  readonly stored = async (id: string) => await this.database.mails.findOne({ _id: id });
  readonly settled = async (id: string, state: MailRow["state"]) =>
    await until(`mail ${id} is ${state}`, async () => {
      const found = await this.stored(id);
      return found?.state === state && found;
    });

  async end(): Promise<void> {
    for (const loop of this.#loops) await loop.stop();
    await this.smtp.stop();
    await this.database.client.close();
  }
}

/** A desk of its own for each test. */
export function givenMailDesk<P extends Peer>(startPeer: () => Promise<P>): () => MailDesk<P> {
  let desk: MailDesk<P>;
  beforeEach(async () => {
    desk = new MailDesk(await startPeer());
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await desk.end();
  });
  return () => desk;
}
