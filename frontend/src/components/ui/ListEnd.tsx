import { Button } from "./Button";
import { cx } from "./cx";

type Props = {
  /** What the list is of, as in "orders". */
  readonly what: string;
  /** Some were asked for, not all. */
  readonly isNarrowed?: boolean;
  readonly className?: string;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly error: string | undefined;
  readonly onRetry: () => void;
};

/** Below the last row: more is coming, more could not be had, or that was all. */
export function ListEnd({
  what,
  isNarrowed = false,
  className,
  hasMore,
  isLoadingMore,
  error,
  onRetry,
}: Props) {
  return (
    <div
      role="status"
      className={cx("flex h-14 items-center justify-center gap-3 text-[13px] text-faint", className)}
    >
      {isLoadingMore && `Loading more ${what}`}
      {!isLoadingMore && hasMore && error && (
        <>
          <span>More {what} could not be loaded.</span>
          <Button onClick={onRetry}>Retry</Button>
        </>
      )}
      {!hasMore && (isNarrowed ? "These are all that match" : `These are all the ${what}`)}
    </div>
  );
}
