import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type Props = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions: ReactNode;
};

/** What stands in place of the list when there is nothing to list, and what to do about it. */
export function ListMessage({ icon: Icon, title, children, actions }: Props) {
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center overflow-y-auto px-4 py-8">
      <div className="my-auto flex w-full flex-col items-center text-center">
        <span className="flex size-11 items-center justify-center rounded-[11px] border border-line text-muted">
          <Icon size={20} strokeWidth={1.75} aria-hidden />
        </span>
        <h2 className="mt-4 text-[18px] leading-6 font-semibold">{title}</h2>
        {children}
        <div className="mt-4 flex flex-wrap justify-center gap-2.5">{actions}</div>
      </div>
    </div>
  );
}
