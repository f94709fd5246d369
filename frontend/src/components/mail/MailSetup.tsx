import { ChevronRight } from "lucide-react";
import { CopyButton } from "../ui/CopyButton";

const LINES = `EMAIL_HOST=smtp.example.com
EMAIL_PORT=587
EMAIL_USER=orders@example.com
EMAIL_PASS=
EMAIL_FROM=Order desk <orders@example.com>`;

/** How to make mails go out. */
export function MailSetup() {
  return (
    <details className="group mt-1.5">
      <summary className="inline-flex h-11 cursor-default items-center gap-1 font-medium text-accent-text lg:h-7">
        <ChevronRight
          size={14}
          strokeWidth={1.75}
          aria-hidden
          className="-ml-0.5 transition-transform group-open:rotate-90"
        />
        How to configure one
      </summary>
      <p className="text-muted">
        Put these lines into the file .env, with what your provider says; then start again.
      </p>
      <div className="relative mt-2 rounded-[9px] border border-line bg-surface">
        <pre
          // It scrolls sideways on a narrow screen, so the keyboard must reach it.
          tabIndex={0}
          role="region"
          aria-label="Settings of the mail server"
          className="overflow-x-auto px-3.5 py-3 pr-12 font-mono text-[12.5px] leading-5 text-muted"
        >
          {LINES}
        </pre>
        <CopyButton text={LINES} label="Copy the settings" className="absolute top-1 right-1" />
      </div>
    </details>
  );
}
