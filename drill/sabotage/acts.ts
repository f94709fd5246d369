// One promise broken at a time, in the backend's compiled code, to show that its drill and the checker see it.

/** Instead of `from`, in a file under backend/dist: `to`. */
export type Edit = { readonly file: string; readonly from: string; readonly to: string };

export type Sabotage = {
  readonly name: string;
  /** What the product does then, and must not. */
  readonly about: string;
  readonly drill: string;
  /** What the checker has to say: another violation proves nothing. */
  readonly sees: RegExp;
  /** A fault at a random moment does not always meet it. */
  readonly tries?: number;
  readonly edits: readonly [Edit, ...Edit[]];
};

const DEAF: readonly [Edit, ...Edit[]] = [
  { file: "models/changeStreams.js", from: "SILENCE_MS = 5_000", to: "SILENCE_MS = 1e9" },
  {
    file: "models/database.js",
    from: "heartbeatFrequencyMS: HEARTBEAT_MS",
    to: "heartbeatFrequencyMS: 600_000",
  },
];

export const SABOTAGES: readonly Sabotage[] = [
  {
    name: "answered-not-written",
    about: "one order in ten is acknowledged and not written",
    drill: "F1",
    sees: /was answered ok and is lost/,
    edits: [
      {
        file: "models/Order.js",
        from: "await orders.insertMany(documents, { ordered: false });",
        to: "if (Math.random() >= 0.1) await orders.insertMany(documents, { ordered: false });",
      },
    ],
  },
  {
    name: "key-ignored",
    about: "an Idempotency-Key means nothing",
    drill: "F15",
    sees: /one key: /,
    edits: [
      { file: "services/orderCreation.js", from: "if (idempotencyKey !== undefined)", to: "if (false)" },
    ],
  },
  {
    name: "version-ignored",
    about: "a change is applied whatever has happened to the order since",
    drill: "F15",
    sees: /one change: |two changes were answered the same version/,
    edits: [
      {
        file: "models/orderQueries.js",
        from: '$expr: { $and: [{ $eq: [VERSION, version] }, { $eq: [readStatus("$status"), status] }] },',
        to: "",
      },
    ],
  },
  {
    name: "nothing-replayed",
    about: "a tab that comes back is told that it missed nothing",
    drill: "F8",
    sees: /differs from the database|said live without/,
    tries: 3,
    edits: [{ file: "services/liveFeed.js", from: "events: missed ?? [],", to: "events: []," }],
  },
  {
    name: "place-before-work",
    about: "the worker's place is stored before its work is done",
    drill: "F1",
    sees: /has 0 mail records|has no mail record|the log has versions/,
    tries: 6,
    edits: [
      {
        file: "services/changeWorker.js",
        from: "await dispatch(batch);",
        to: "setTimeout(() => void dispatch(batch).catch(() => undefined), 2_000);",
      },
    ],
  },
  {
    name: "chance-ids",
    about: "a mail's id is made up each time the worker comes by",
    drill: "F1",
    sees: /has [2-9] mail records|no record of .*, and it came|came \d+ times/,
    tries: 6,
    edits: [
      {
        file: "services/emailService.js",
        from: "_id: news.mailId,",
        to: "_id: news.mailId + Math.random(),",
      },
      // So that every change comes again after a kill, not those of a second only.
      { file: "services/changeWorker.js", from: "STORE_EVERY_MS = 1_000", to: "STORE_EVERY_MS = 600_000" },
    ],
  },
  {
    name: "lease-not-asked",
    about: "a mail is handed over without asking whether it still belongs to this process",
    drill: "F5",
    sees: /came \d+ times/,
    tries: 2,
    edits: [
      // As it is, the socket has timed out long before the lease ends: that alone withdraws the mail.
      {
        file: "services/mailServer.js",
        from: "Math.max(RECORDED_WITHIN_MS, (SEND_WITHIN_TIMEOUTS + 1) * timeoutMs)",
        to: "1_000",
      },
      {
        file: "services/mailSender.js",
        from: "!isStopping && (await queue.beginData(row, lockMs))",
        to: "!isStopping && ((await queue.beginData(row, lockMs)) || true)",
      },
    ],
  },
  {
    name: "silently-from-now",
    about: "when history is lost, the worker goes on from now",
    drill: "F10",
    sees: /has 0 mail records|has no mail record|the log has versions/,
    tries: 2,
    edits: [
      {
        file: "services/changeWorker.js",
        from: "await parts.reconcile()",
        to: "await parts.changes.cursorAt(await parts.changes.now())",
      },
    ],
  },
  {
    name: "no-watchdog",
    about: "nobody looks whether a stream still says something",
    drill: "F17",
    sees: /was not current/,
    edits: DEAF,
  },
  {
    name: "always-live",
    about: "a feed that is behind says that it is live",
    drill: "F17",
    sees: /said live without/,
    edits: [
      ...DEAF,
      { file: "services/feedDelay.js", from: 'lagMs > STALE_AFTER_MS ? "stale" :', to: "" },
      { file: "services/liveFeed.js", from: "lag_ms: watcher.lagMs(),", to: "lag_ms: 0," },
    ],
  },
];
