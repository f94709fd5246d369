import type { ReactNode } from "react";

export function Kbd({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="inline-flex h-[22px] min-w-[22px] items-center justify-center rounded-[5px] border border-line bg-canvas px-1.5 font-sans text-[12px] text-muted">
      {children}
    </kbd>
  );
}
