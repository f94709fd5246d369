import type { Mail } from "@order-desk/contract";
import { RelativeTime } from "../ui/RelativeTime";
import { stateColours, lookOf } from "./mailLook";

/** What happened to a mail, the newest first. */
export function MailHistory({ history }: Pick<Mail, "history">) {
  return (
    <section aria-label="History" className="mt-6">
      <h3 className="text-[13px] font-medium text-muted">History</h3>
      <ol className="mt-1.5">
        {[...history].reverse().map(({ state, at, response }, index) => {
          const look = lookOf({ state, held: false });
          return (
            <li key={history.length - index} className="flex gap-2.5 py-1.5">
              <span aria-hidden style={stateColours(look)} className="status-dot mt-[7px]" />
              <div className="min-w-0 flex-1">
                <p>{look.label}</p>
                {response && <p className="text-[13px] [overflow-wrap:anywhere] text-muted">{response}</p>}
              </div>
              <span className="shrink-0 text-[13px] text-muted tabular-nums">
                <RelativeTime iso={at} />
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
