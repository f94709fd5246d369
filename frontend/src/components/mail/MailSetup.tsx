import { ChevronRight } from "lucide-react";
import { CodeBlock } from "../ui/CodeBlock";

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
      <CodeBlock
        label="Settings of the mail server"
        copyLabel="Copy the settings"
        code={LINES}
        className="mt-2 bg-surface"
        codeClassName="text-[12.5px]"
      />
    </details>
  );
}
