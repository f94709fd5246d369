import type { ComponentProps } from "react";
import { cx } from "./cx";
import { Spinner } from "./Spinner";

type Tone = "primary" | "plain" | "danger";

const TONES: Record<Tone, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  plain: "border border-line bg-surface text-text hover:bg-hover",
  danger: "border border-line bg-surface text-danger-text hover:bg-hover",
};

export type ButtonProps = ComponentProps<"button"> & {
  readonly tone?: Tone;
  /** Shows that the action is under way; a second press does nothing meanwhile. */
  readonly busy?: boolean;
};

export function Button({ tone = "plain", busy = false, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cx(
        "inline-flex h-11 shrink-0 items-center justify-center gap-2 rounded-[8px] px-3.5 text-[14px] font-medium whitespace-nowrap transition-colors lg:h-[34px]",
        "disabled:opacity-60",
        TONES[tone],
        className,
      )}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
