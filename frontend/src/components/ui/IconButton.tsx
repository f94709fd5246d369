import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "./cx";
import { Spinner } from "./Spinner";

export type IconButtonProps = Omit<ComponentProps<"button">, "children"> & {
  readonly icon: LucideIcon;
  readonly label: string;
  /** Shows that what it began is under way; a press does nothing meanwhile. */
  readonly busy?: boolean;
  /** Why it cannot be pressed now. */
  readonly unavailable?: string | undefined;
};

/** A button that is only a picture: 44 px for a thumb, 32 px for a mouse. */
export function IconButton({
  icon: Icon,
  label,
  busy = false,
  unavailable,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  const isOff = busy || unavailable !== undefined;
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      aria-busy={busy || undefined}
      aria-disabled={isOff || undefined}
      aria-description={unavailable}
      onClick={isOff ? undefined : onClick}
      title={unavailable === undefined ? label : `${label}: ${unavailable}`}
      className={cx(
        "inline-flex size-11 shrink-0 items-center justify-center rounded-[8px] text-muted transition-colors hover:bg-hover hover:text-text lg:size-8",
        unavailable !== undefined && "cursor-not-allowed opacity-50",
        className,
      )}
    >
      {busy ? <Spinner /> : <Icon strokeWidth={1.75} aria-hidden className="size-5 lg:size-4" />}
    </button>
  );
}
