import { Button } from "../ui/Button";

type Props = {
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly error: string | undefined;
  readonly onRetry: () => void;
};

/** Below the last row: more is coming, more could not be had, or that was all. */
export function ListEnd({ hasMore, isLoadingMore, error, onRetry }: Props) {
  return (
    <div
      role="status"
      className="flex h-14 items-center justify-center gap-3 text-[13px] text-faint max-sm:mb-16"
    >
      {isLoadingMore && "Loading more orders"}
      {!isLoadingMore && hasMore && error && (
        <>
          <span>More orders could not be loaded.</span>
          <Button onClick={onRetry}>Retry</Button>
        </>
      )}
      {!hasMore && "These are all the orders"}
    </div>
  );
}
