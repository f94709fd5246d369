"use client";
// The Mail page is a chunk of its own, fetched when the browser is idle; so is the number that the side bar shows.
import { SkeletonRows } from "../orders/SkeletonRows";
import { lazyPart } from "../ui/lazyPart";

function MailLoading() {
  return (
    <main className="flex min-w-0 flex-1 flex-col bg-surface">
      <div className="h-[101px] shrink-0 border-b border-line" />
      <SkeletonRows label="Loading mails" />
    </main>
  );
}

export const LazyMailDesk = lazyPart(async () => (await import("./MailDesk")).MailDesk, MailLoading);
export const LazyMailAttention = lazyPart(async () => (await import("./MailAttention")).MailAttention);

export const preloadMail = (): Promise<unknown> => LazyMailDesk.preload();
