import type { ReactNode } from "react";

type Props = { readonly title: string; readonly text: string; readonly children: ReactNode };

/** A whole page that says one thing and offers one way on. */
export function Message({ title, text, children }: Props) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 text-center">
      <h1 className="text-[18px] leading-6 font-semibold">{title}</h1>
      <p className="mt-1.5 mb-4 max-w-[52ch] text-muted">{text}</p>
      {children}
    </main>
  );
}
