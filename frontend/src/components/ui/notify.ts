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

type Undo = { readonly id: string; readonly until: number; readonly run: () => void };
let lastUndo: Undo | undefined;

/** A message about something that can be taken back until then: from it, or by Ctrl/⌘-Z. */
export function notifyUndoable(notice: Notice, { until, run }: Omit<Undo, "id">): void {
  const undo = { id: notice.id, until, run };
  lastUndo = undo;
  const runOnce = () => {
    if (lastUndo === undo) lastUndo = undefined;
    run();
  };
  const durationMs = Math.max(0, until - Date.now());
  notify({ ...notice, until, durationMs, action: { label: "Undo", run: runOnce } });
}

/** Takes back what was done last, if there is still time. */
export function undoLast(): void {
  const undo = lastUndo;
  if (!undo || undo.until < Date.now()) return;
  lastUndo = undefined;
  withdrawNotice(undo.id);
  undo.run();
}
