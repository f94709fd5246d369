"use client";
import type { Mail } from "@order-desk/contract";
import { useId, useState } from "react";
import { cx } from "../ui/cx";
import { sealed } from "./sealed";

const VIEWS = ["preview", "text"] as const;
type View = (typeof VIEWS)[number];
const LABELS: Readonly<Record<View, string>> = { preview: "Preview", text: "Plain text" };

const FRAME = "h-[440px] w-full rounded-[9px] border border-line";

/** The mail as it was sent. Nothing in it runs, and nothing is loaded for it. */
export function MailPreview({ mail }: { readonly mail: Pick<Mail, "html" | "text" | "subject"> }) {
  const [view, setView] = useState<View>("preview");
  const id = useId();
  const move = (by: number) => {
    const next = VIEWS[(VIEWS.indexOf(view) + by + VIEWS.length) % VIEWS.length] ?? "preview";
    setView(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <section aria-label="Content" className="mt-5">
      <div role="tablist" aria-label="Shown as" className="flex gap-1">
        {VIEWS.map((one) => (
          <button
            key={one}
            id={`${id}-${one}`}
            type="button"
            role="tab"
            aria-selected={view === one}
            aria-controls={`${id}-content`}
            tabIndex={view === one ? 0 : -1}
            onClick={() => setView(one)}
            onKeyDown={({ key }) => {
              if (key === "ArrowRight") move(1);
              if (key === "ArrowLeft") move(-1);
            }}
            className={cx(
              "h-11 rounded-[7px] px-3 text-[13px] font-medium lg:h-8",
              view === one ? "bg-hover text-text" : "text-muted hover:text-text",
            )}
          >
            {LABELS[one]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-content`} aria-labelledby={`${id}-${view}`} className="mt-2">
        {view === "preview" ? (
          <iframe
            title={`Mail: ${mail.subject}`}
            sandbox=""
            srcDoc={sealed(mail.html)}
            referrerPolicy="no-referrer"
            className={cx(FRAME, "bg-white [color-scheme:light]")}
          />
        ) : (
          <pre
            // It scrolls, so the keyboard must reach it.
            tabIndex={0}
            className={cx(
              FRAME,
              "overflow-auto bg-canvas p-3.5 font-mono text-[13px] leading-5 whitespace-pre-wrap",
            )}
          >
            {mail.text}
          </pre>
        )}
      </div>
    </section>
  );
}
