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
  /** What it offers can be done until then, in milliseconds since 1970. */
  readonly until?: number;
  /** The person has put it away. */
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
};
type Offered = Undo & { readonly id: string };
/** The last one at the end. */
let offered: readonly Offered[] = [];

function runOffered(undo: Offered): void {
  offered = offered.filter((other) => other !== undo);
  withdrawNotice(undo.id);
  undo.run();
}

/** A message about something that can be taken back until then: from it, by Ctrl/⌘-Z, or where it is shown. */
export function notifyUndoable(notice: Notice, undo: Undo): void {
  const now = Date.now();
  const mine = { ...undo, id: notice.id };
  offered = [...offered.filter(({ until }) => until > now), mine];
  notify({
    ...notice,
    until: undo.until,
    durationMs: Math.max(0, undo.until - now),
    action: { label: "Undo", run: () => runOffered(mine) },
  });
}

/** Takes back what was done last, to anything or to this, if there is still time. */
export function undoLast(subject?: string): void {
  const now = Date.now();
  const last = offered.findLast((undo) => undo.until > now && (subject ?? undo.subject) === undo.subject);
  if (last) runOffered(last);
}
