import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "./cx";

export type IconButtonProps = Omit<ComponentProps<"button">, "children"> & {
  readonly icon: LucideIcon;
  readonly label: string;
};

/** A button that is only a picture: 44 px for a thumb, 32 px for a mouse. */
export function IconButton({ icon: Icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={cx(
        "inline-flex size-11 shrink-0 items-center justify-center rounded-[8px] text-muted transition-colors hover:bg-hover hover:text-text lg:size-8",
        className,
      )}
    >
      <Icon strokeWidth={1.75} aria-hidden className="size-5 lg:size-4" />
    </button>
  );
}
