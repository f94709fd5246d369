import type { ReactNode } from "react";
import { cx } from "./cx";

type Props = { readonly name: string; readonly className?: string; readonly children: ReactNode };

/** One line of a description list. */
export function Fact({ name, className, children }: Props) {
  return (
    <div className={cx("flex gap-3 py-1", className)}>
      <dt className="w-[100px] shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1 [overflow-wrap:anywhere] tabular-nums">{children}</dd>
    </div>
  );
}
