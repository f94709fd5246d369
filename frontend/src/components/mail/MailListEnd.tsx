import { Button } from "../ui/Button";

type Props = {
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly error: string | undefined;
  readonly onRetry: () => void;
};

/** Below the last row: more is coming, more could not be had, or that was all. */
export function MailListEnd({ hasMore, isLoadingMore, error, onRetry }: Props) {
  return (
    <div role="status" className="flex h-14 items-center justify-center gap-3 text-[13px] text-faint">
      {hasMore && isLoadingMore && "Loading more mails"}
      {hasMore && !isLoadingMore && error && (
        <>
          <span>More mails could not be loaded.</span>
          <Button onClick={onRetry}>Retry</Button>
        </>
      )}
      {!hasMore && "These are all the mails"}
    </div>
  );
}
