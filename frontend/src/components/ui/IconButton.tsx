import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "./cx";
import { Spinner } from "./Spinner";

export type IconButtonProps = Omit<ComponentProps<"button">, "children"> & {
  readonly icon: LucideIcon;
  readonly label: string;
  /** Shows that what it began is under way; a press does nothing meanwhile. */
  readonly busy?: boolean;
};

/** A button that is only a picture: 44 px for a thumb, 32 px for a mouse. */
export function IconButton({
  icon: Icon,
  label,
  busy = false,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
      title={label}
      className={cx(
        "inline-flex size-11 shrink-0 items-center justify-center rounded-[8px] text-muted transition-colors hover:bg-hover hover:text-text lg:size-8",
        className,
      )}
    >
      {busy ? <Spinner /> : <Icon strokeWidth={1.75} aria-hidden className="size-5 lg:size-4" />}
    </button>
  );
}
