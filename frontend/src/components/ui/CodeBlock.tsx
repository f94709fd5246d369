import { CopyButton } from "./CopyButton";
import { cx } from "./cx";

/** Lines to be copied. */
export function CodeBlock({
  label,
  copyLabel,
  code,
  className,
  codeClassName,
}: {
  /** What these lines are. */
  readonly label: string;
  readonly copyLabel: string;
  readonly code: string;
  readonly className?: string;
  readonly codeClassName?: string;
}) {
  return (
    <div className={cx("relative rounded-[9px] border border-line", className)}>
      <pre
        // It scrolls sideways on a narrow screen, so the keyboard must reach it.
        tabIndex={0}
        role="region"
        aria-label={label}
        className={cx("overflow-x-auto px-3.5 py-3 pr-12 font-mono leading-5 text-muted", codeClassName)}
      >
        {code}
      </pre>
      <CopyButton text={code} label={copyLabel} className="absolute top-1 right-1" />
    </div>
  );
}
