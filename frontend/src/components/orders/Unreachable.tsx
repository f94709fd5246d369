"use client";
// What stands in place of the list when it could not be had.
import { ServerOff } from "lucide-react";
import { useFeedStatus } from "../../hooks/useFeedStatus";
import { useSettings } from "../../hooks/useSettings";
import { isAway } from "../../lib/feedStatus";
import { Button } from "../ui/Button";
import { ListMessage } from "./ListMessage";

export function Unreachable({
  error,
  onRetry,
}: {
  readonly error: string | undefined;
  readonly onRetry: () => void;
}) {
  const { apiUrl } = useSettings();
  const { status } = useFeedStatus();
  return (
    <ListMessage
      icon={ServerOff}
      title="The orders could not be loaded"
      actions={
        <Button tone="primary" onClick={onRetry}>
          Retry
        </Button>
      }
    >
      <p role="alert" className="mt-1.5 max-w-[46ch] text-muted">
        {isAway(status) ? `The server at ${apiUrl} does not answer. It is asked again by itself.` : error}
      </p>
    </ListMessage>
  );
}
