// What is said in the corner.
type NoticeAction = {
  readonly label: string;
  readonly run: () => void;
  /** The notice is not taken away by it. */
  readonly stays?: boolean;
};

/** A short message. The same `id` again replaces the message that is there. */
export type Notice = {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  readonly tone?: "done" | "problem" | "busy";
  readonly action?: NoticeAction;
  readonly more?: NoticeAction;
  readonly durationMs?: number;
  /** How far it is, from 0 to 1. */
  readonly progress?: number;
  /** Its `action` can be done until then, in milliseconds since 1970. */
  readonly until?: number;
  /** It was put away, by hand or by what was pressed in it. */
  readonly onClose?: () => void;
};

export function notify(notice: Notice): void {
  void import("./Toaster").then(({ showNotice }) => showNotice(notice));
}

export function withdrawNotice(id: string): void {
  void import("./Toaster").then(({ hideNotice }) => hideNotice(id));
}

type Undo = {
  /** What was changed. */
  readonly subject: string;
  readonly until: number;
  readonly run: () => void;
  /** "Undo" where nothing else is said. */
  readonly label?: string;
};
type Offered = Undo & { readonly id: string };
/** The last one at the end. */
let offered: readonly Offered[] = [];
const offeredListeners = new Set<() => void>();

function setOffered(next: readonly Offered[]): void {
  offered = next;
  for (const listener of offeredListeners) listener();
}

/** Nothing when it was run before, as by the second of two quick presses. */
function runOffered(undo: Offered): void {
  if (!offered.some(({ id }) => id === undo.id)) return;
  setOffered(offered.filter(({ id }) => id !== undo.id));
  withdrawNotice(undo.id);
  undo.run();
}

const isOpenAt = (now: number) => (undo: Offered) => undo.until > now;

/** As it was told before, it keeps its place. Whoever shows it is told when it is over. */
function offer(mine: Offered, now: number): void {
  setTimeout(() => setOffered(offered.filter(isOpenAt(Date.now()))), mine.until - now);
  const others = offered.filter(isOpenAt(now));
  const isThere = others.some(({ id }) => id === mine.id);
  setOffered(isThere ? others.map((one) => (one.id === mine.id ? mine : one)) : [...others, mine]);
}

/** A message about something that can be taken back until then: from it, by Ctrl/⌘-Z, or where it is shown. */
export function notifyUndoable(notice: Notice, undo: Undo): void {
  const now = Date.now();
  if (undo.until <= now) {
    notify(notice);
    return;
  }
  const mine = { ...undo, id: notice.id };
  offer(mine, now);
  notify({
    ...notice,
    until: undo.until,
    // What else it tells may take longer to read: only the offer ends then.
    durationMs: Math.max(undo.until - now, notice.durationMs ?? 0),
    action: { label: undo.label ?? "Undo", run: () => runOffered(mine) },
  });
}

/** Whether something that was done to it can be taken back now. */
export const canUndo = (subject: string): boolean =>
  offered.some((undo) => undo.subject === subject && undo.until > Date.now());

export function onUndoChange(listener: () => void): () => void {
  offeredListeners.add(listener);
  return () => void offeredListeners.delete(listener);
}

/** What was done to it is taken back: that is offered no more. */
export function withdrawUndo(subject: string): void {
  const mine = offered.filter((undo) => undo.subject === subject);
  if (mine.length === 0) return;
  setOffered(offered.filter((undo) => !mine.includes(undo)));
  for (const { id } of mine) withdrawNotice(id);
}

/** Takes back what was done last, to anything or to this, if there is still time. */
export function undoLast(subject?: string): void {
  const now = Date.now();
  const last = offered.findLast((undo) => undo.until > now && (subject ?? undo.subject) === undo.subject);
  if (last) runOffered(last);
}
