// npm run doctor: looks at everything that the product needs and says what is wrong and how to mend it.
import { isLoopback, originCheck } from "../config/origins.js";
import { isPortFree } from "../config/ports.js";
import { loadSettings, type Settings } from "../config/settings.js";
import { openForWatcher, type Database } from "../models/database.js";
import { assertSuitable } from "../models/schema.js";
import { mailServerOf } from "../services/mailServer.js";
import { mailTransport } from "../services/mailTransport.js";
import { openDatabase } from "./openDatabase.js";

/** A finding: `mend` says what to do; without it all is well. */
type Finding = { readonly what: string; readonly seen: string; readonly mend?: string };

/** Clocks further apart than this make relative times and logs confusing. */
const CLOCK_SKEW_MS = 2_000;
/** Who asks sits and waits. */
const MAIL_WITHIN_MS = 10_000;

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function lookAtImages({ db }: Database): Promise<Finding> {
  const [found] = await db.listCollections({ name: "orders" }).toArray();
  const what = "Pre- and post-images";
  if (!found) return { what, seen: "no orders yet: they are switched on at the first start" };
  const { options } = found as { options?: { changeStreamPreAndPostImages?: { enabled: boolean } } };
  if (options?.changeStreamPreAndPostImages?.enabled === true) return { what, seen: "on" };
  return { what, seen: "off", mend: "Start the backend once: it switches them on (the user needs collMod)." };
}

async function lookAtClock({ db }: Database): Promise<Finding> {
  const { localTime } = (await db.command({ hello: 1 })) as { localTime: Date };
  const skew = Math.abs(Date.now() - localTime.getTime());
  const what = "Clocks";
  if (skew <= CLOCK_SKEW_MS) return { what, seen: `${skew} ms apart` };
  return {
    what,
    seen: `${Math.round(skew / 1000)} s apart`,
    mend: "Run NTP here and on the database's machine.",
  };
}

async function lookAtDatabase(settings: Settings): Promise<Finding[]> {
  const what = "Database";
  const mend =
    settings.MONGODB_URI === undefined
      ? "See the message; an own replica set can be named in MONGODB_URI."
      : "Is it running and reachable from here? Is MONGODB_URI right, with user, password and replicaSet?";
  try {
    const { uri, stop } = await openDatabase(settings, () => undefined);
    const database = openForWatcher(uri);
    try {
      const version = await assertSuitable(database);
      const first = { what, seen: `MongoDB ${version}, a replica set` };
      return [first, await lookAtImages(database), await lookAtClock(database)];
    } finally {
      await database.client.close();
      await stop();
    }
  } catch (error) {
    return [{ what, seen: messageOf(error), mend }];
  }
}

async function lookAtMail(settings: Settings): Promise<Finding> {
  const what = "Mail";
  const server = mailServerOf(settings);
  if (!server) return { what, seen: "no EMAIL_HOST: mails are recorded as captured and not sent" };
  const { host, port, user } = server;
  const timeoutMs = Math.min(server.timeoutMs, MAIL_WITHIN_MS);
  const transport = mailTransport({ ...server, timeoutMs });
  try {
    await transport.verify();
    return {
      what,
      seen: `${host}:${port} answers${user === undefined ? "" : " and accepts the credentials"}`,
    };
  } catch (error) {
    const mend =
      "Check EMAIL_HOST, EMAIL_PORT (587 STARTTLS, 465 TLS), EMAIL_USER and EMAIL_PASS. Gmail wants an app password.";
    return { what, seen: messageOf(error), mend };
  }
}

const isAlive = async ({ HOST, PORT }: Settings) =>
  await fetch(`http://${HOST}:${PORT}/health/live`).then(
    async (answer) => ((await answer.json()) as { status?: string }).status === "alive",
    () => false,
  );

async function lookAtApiPort(settings: Settings): Promise<Finding> {
  const { HOST, PORT } = settings;
  const what = `The API's port ${PORT}`;
  if (await isPortFree(PORT, HOST)) return { what, seen: "free" };
  if (await isAlive(settings)) return { what, seen: "in use by a backend that is alive" };
  return { what, seen: "in use by something else", mend: "Stop it, or set PORT to move the API." };
}

async function lookAtDashboardPort({ HOST, FRONTEND_PORT }: Settings): Promise<Finding> {
  const what = `The dashboard's port ${FRONTEND_PORT}`;
  if (await isPortFree(FRONTEND_PORT, HOST)) return { what, seen: "free" };
  const ours = await fetch(`http://${HOST}:${FRONTEND_PORT}/`).then(
    async (answer) => (await answer.text()).includes("/_next/"),
    () => false,
  );
  if (ours) return { what, seen: "in use by a dashboard" };
  return {
    what,
    seen: "in use by something else",
    mend: "Stop it, or set FRONTEND_PORT to move the dashboard.",
  };
}

/** May the pages of FRONTEND_URL use the API? Where one runs, it is asked. */
async function lookAtOrigins(settings: Settings): Promise<Finding[]> {
  const { FRONTEND_PORT, FRONTEND_URL, HOST, PORT } = settings;
  const what = "FRONTEND_URL";
  const own = `http://localhost:${FRONTEND_PORT}`;
  // Pages at other names come through a proxy; the dashboard's own port need not be among them.
  const isProxied = FRONTEND_URL.some((origin) => !isLoopback(new URL(origin).hostname));
  const first =
    isProxied || originCheck(FRONTEND_URL, PORT)(own)
      ? { what, seen: FRONTEND_URL.join(", ") }
      : {
          what,
          seen: `${FRONTEND_URL.join(", ")}, without ${own}`,
          mend: `Add ${own}, or leave FRONTEND_URL out.`,
        };
  if (!(await isAlive(settings))) return [first];
  const handshakes = FRONTEND_URL.map(async (Origin): Promise<Finding> => {
    const address = `http://${HOST}:${PORT}/socket.io/?EIO=4&transport=polling`;
    const { status } = await fetch(address, { headers: { Origin } });
    const asked = {
      what: `Socket handshake from ${Origin}`,
      seen: status === 200 ? "accepted" : `${status}`,
    };
    return status === 200 ? asked : { ...asked, mend: "The running API has other settings: start it again." };
  });
  return [first, ...(await Promise.all(handshakes))];
}

async function main(): Promise<void> {
  const settings = loadSettings();
  const findings = [
    { what: "Settings", seen: "all valid" },
    ...(await lookAtDatabase(settings)),
    await lookAtMail(settings),
    await lookAtApiPort(settings),
    await lookAtDashboardPort(settings),
    ...(await lookAtOrigins(settings)),
  ] satisfies Finding[];
  for (const { what, seen, mend } of findings) {
    console.log(`${mend === undefined ? "ok     " : "PROBLEM"}  ${what}: ${seen}`);
    if (mend !== undefined) console.log(`         ${mend}`);
  }
  process.exitCode = findings.some(({ mend }) => mend !== undefined) ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exit(1);
});
