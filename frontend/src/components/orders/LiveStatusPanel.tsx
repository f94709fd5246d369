"use client";
import { useFeedStatus } from "../../hooks/useFeedStatus";
import { useHealth } from "../../hooks/useHealth";
import { isAway } from "../../lib/feedStatus";
import { formatAgo, formatDelay } from "../../lib/format";
import { HistoryLost, MailHealth } from "../mail/ServerHealth";
import { Button } from "../ui/Button";
import { Fact } from "../ui/Fact";
import { useNow } from "../ui/useNow";
import { feedText } from "./feedText";

const UNKNOWN = "unknown";

function delayText(lagMs: number | null | undefined): string {
  return lagMs == null ? UNKNOWN : formatDelay(lagMs);
}

/** The truth about the parts, asked for every two seconds while it is open. */
export function LiveStatusPanel() {
  const { status, tryNow, lastChangeAt } = useFeedStatus();
  const health = useHealth(true);
  const now = useNow("second");
  const { label, meaning } = feedText(status, now);
  return (
    <div>
      <h2 className="font-semibold">{label}</h2>
      <p className="mt-0.5 text-muted">{meaning}</p>
      <dl className="mt-2.5 text-[13px]">
        <Fact name="Last change">
          {lastChangeAt === undefined ? "none yet" : formatAgo(new Date(lastChangeAt).toISOString(), now)}
        </Fact>
        <Fact name="Delay">{delayText(health?.feed.lag_ms)}</Fact>
        <Fact name="Database">{health?.database ?? UNKNOWN}</Fact>
        <Fact name="Mail">{health ? <MailHealth mail={health.mail} /> : UNKNOWN}</Fact>
      </dl>
      {health && <HistoryLost worker={health.worker} />}
      {isAway(status) && (
        <Button className="mt-3" onClick={tryNow}>
          Try now
        </Button>
      )}
    </div>
  );
}
