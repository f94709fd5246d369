/** A short message in the corner. The same `id` again replaces the message that is there. */
export type Notice = {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  readonly tone?: "done" | "problem";
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly durationMs?: number;
};

export function notify(notice: Notice): void {
  void import("./Toaster").then(({ showNotice }) => showNotice(notice));
}

export function withdrawNotice(id: string): void {
  void import("./Toaster").then(({ hideNotice }) => hideNotice(id));
}
