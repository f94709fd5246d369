import { Button } from "./Button";

/** What a panel says when there is nothing to show in it, and the ways on from there. */
export function PanelMessage({
  text,
  onRetry,
  onClose,
}: {
  readonly text: string;
  /** Absent when trying again would not help. */
  readonly onRetry?: (() => void) | false;
  readonly onClose: () => void;
}) {
  return (
    <div className="px-4 py-6 lg:px-[18px]">
      <p role="alert" className="text-muted">
        {text}
      </p>
      <div className="mt-4 flex gap-2.5">
        {onRetry && (
          <Button tone="primary" onClick={onRetry}>
            Retry
          </Button>
        )}
        <Button onClick={onClose}>Back to the list</Button>
      </div>
    </div>
  );
}
