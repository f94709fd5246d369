import { Package } from "lucide-react";

export function Logo() {
  return (
    <span
      aria-hidden
      className="inline-flex size-[22px] shrink-0 items-center justify-center rounded-[6px] bg-text text-surface"
    >
      <Package size={14} strokeWidth={1.75} />
    </span>
  );
}
