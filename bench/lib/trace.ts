// What the browser itself noted down while the page was at work.
import type { Tab } from "./browser.js";

/** Times in microseconds; `tdur` is the thread's own, without what others took meanwhile. */
type TraceEvent = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: {
    readonly name?: string;
    readonly frameSeqId?: number;
    readonly data?: { readonly dataLength?: number };
  };
};

const CATEGORIES = [
  "devtools.timeline",
  "v8.execute",
  "blink.user_timing",
  "disabled-by-default-devtools.timeline",
  "disabled-by-default-devtools.timeline.frame",
];

export type Trace = readonly TraceEvent[];

export async function traced({ browser, page }: Tab, work: () => Promise<unknown>): Promise<Trace> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const text = (await browser.stopTracing()).toString("utf8");
  return (JSON.parse(text) as { traceEvents: TraceEvent[] }).traceEvents;
}

const SCRIPT = new Set(["FunctionCall", "RunMicrotasks", "EvaluateScript", "MajorGC", "MinorGC"]);
const RENDERING = new Set(["Layout", "UpdateLayoutTree"]);
/** Order events are longer than pings and counts. */
const EVENT_BYTES = 300;

function mainThread(trace: Trace): TraceEvent[] {
  const named = trace.find(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  if (!named) throw new Error("The trace has no page in it");
  return trace
    .filter(({ pid, tid }) => pid === named.pid && tid === named.tid)
    .sort((one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0));
}

type Piece = { readonly ts: number; readonly ms: number };

/** Script as it ran, each piece without the styles and layouts that it made the browser work out. */
function scriptOf(thread: readonly TraceEvent[]): Piece[] {
  const pieces: Piece[] = [];
  let [scriptEnd, renderingEnd] = [0, 0];
  for (const { name, ts, dur = 0, tdur = dur } of thread) {
    if (RENDERING.has(name) && ts >= renderingEnd) {
      renderingEnd = ts + dur;
      if (ts < scriptEnd) pieces.push({ ts, ms: -tdur / 1_000 });
    } else if (SCRIPT.has(name) && ts >= scriptEnd && ts >= renderingEnd) {
      scriptEnd = ts + dur;
      pieces.push({ ts, ms: tdur / 1_000 });
    }
  }
  return pieces;
}

/** Milliseconds of script for each order event, within every `windowMs` in which there were any. */
export function scriptPerEvent(trace: Trace, windowMs: number): number[] {
  const thread = mainThread(trace);
  const came = thread.filter(
    ({ name, args }) => name === "WebSocketReceive" && (args.data?.dataLength ?? 0) > EVENT_BYTES,
  );
  const [first, last] = [came[0]?.ts ?? 0, came.at(-1)?.ts ?? 0];
  const windowOf = (ts: number) => Math.floor((ts - first) / 1_000 / windowMs);
  const windows = Array.from({ length: windowOf(last) }, () => ({ events: 0, ms: 0 }));
  for (const { ts } of came) {
    const window = windows[windowOf(ts)];
    if (window) window.events += 1;
  }
  for (const { ts, ms } of scriptOf(thread)) {
    const window = windows[windowOf(ts)];
    if (window) window.ms += ms;
  }
  return windows.filter(({ events }) => events > 0).map(({ ms, events }) => ms / events);
}

export type Frames = Readonly<Record<"shown" | "dropped" | "partial", number>>;

/** Notes the moment in the trace. */
export const mark = async ({ page }: Tab, name: string) =>
  await page.evaluate(`void performance.mark(${JSON.stringify(name)})`);

const momentOf = (trace: Trace, name: string) => trace.find((event) => event.name === name)?.ts ?? Number.NaN;

const isBetween = (trace: Trace, from: string, to: string) => {
  const [begin, end] = [momentOf(trace, from), momentOf(trace, to)];
  return ({ ts }: TraceEvent) => ts >= begin && ts <= end;
};

/** Milliseconds that the page's thread itself worked, without what others took meanwhile, from each picture's time to the next. */
export function workPerFrame(trace: Trace, from: string, to: string): number[] {
  const isMeant = isBetween(trace, from, to);
  const thread = mainThread(trace);
  const begins = trace
    .filter((event) => event.name === "BeginFrame" && event.pid === thread[0]?.pid && isMeant(event))
    .map(({ ts }) => ts)
    .sort((one, other) => one - other);
  const work = begins.map(() => 0);
  let frame = -1;
  for (const { name, ts, dur = 0, tdur = dur } of thread.filter(isMeant)) {
    while ((begins[frame + 1] ?? Infinity) <= ts) frame += 1;
    if (name === "RunTask" && frame >= 0) work[frame] = (work[frame] ?? 0) + tdur / 1_000;
  }
  return work;
}

/**
 * Between two marks. `dropped`: nothing was drawn for them. `partial`: drawn in time and scrolled on, but without what the page's
 * own thread had new for them: rows that are not in view yet, or news.
 */
export function framesOf(trace: Trace, from: string, to: string): Frames {
  const events = trace.filter(isBetween(trace, from, to));
  const framesCalled = (called: string) =>
    new Set(events.filter(({ name }) => name === called).map(({ args }) => args.frameSeqId));
  const drawn = framesCalled("DrawFrame");
  const late = [...framesCalled("DroppedFrame")];
  const partial = late.filter((frame) => drawn.has(frame)).length;
  return { shown: drawn.size, dropped: late.length - partial, partial };
}
