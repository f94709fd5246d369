import { useId, type ComponentProps, type ReactNode } from "react";
import { cx } from "./cx";

type Props = Omit<ComponentProps<"input">, "id"> & {
  readonly label: string;
  readonly error?: string | undefined;
  /** Something worth knowing that is no error. */
  readonly note?: ReactNode;
  readonly suffix?: string;
};

export function Field({ label, error, note, suffix, required = false, className, ...input }: Props) {
  const id = useId();
  const said = `${id}-said`;
  return (
    <div className={cx("min-w-0", className)}>
      <label
        htmlFor={id}
        className={cx(
          "text-[13px] font-medium",
          // Seen, and not read out: aria-required says it.
          required && "after:ml-0.5 after:text-danger-text after:content-['*'/'']",
        )}
      >
        {label}
      </label>
      <div className="relative mt-1.5">
        <input
          id={id}
          dir="auto"
          autoComplete="off"
          {...input}
          aria-required={required || undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={said}
          className={cx(
            "h-11 w-full rounded-[8px] border bg-surface px-3 text-[16px] text-text placeholder:text-faint focus-visible:outline-2 focus-visible:outline-offset-0 lg:h-[38px] lg:text-[14px]",
            error ? "border-danger" : "border-line-strong",
            suffix && "pr-14",
          )}
        />
        {suffix && (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-muted"
          >
            {suffix}
          </span>
        )}
      </div>
      <div id={said} aria-live="polite" className="text-[13px] leading-[18px]">
        {error && <p className="mt-1 text-danger-text">{error}</p>}
        {note && <p className="mt-1 text-muted">{note}</p>}
      </div>
    </div>
  );
}
