const ROWS = Array.from({ length: 14 }, (_, index) => index);
const WIDTHS = ["58%", "44%", "66%", "50%"];

/** The shape of the list while its first page is under way. */
export function SkeletonRows() {
  return (
    <div className="min-h-0 flex-1 overflow-hidden" role="status" aria-label="Loading orders">
      <div className="hidden h-9 border-b border-line sm:block" />
      {ROWS.map((index) => (
        <div
          key={index}
          className="flex h-[72px] items-center gap-6 border-b border-line px-4 sm:h-11 lg:px-5"
        >
          <span className="skeleton hidden h-3 w-10 sm:block" />
          <span className="flex flex-1 flex-col gap-2">
            <span className="skeleton h-3" style={{ width: WIDTHS[index % 4] }} />
            <span className="skeleton h-2.5 w-2/5 sm:hidden" />
          </span>
          <span
            className="skeleton hidden h-3 flex-1 sm:block"
            style={{ maxWidth: WIDTHS[(index + 1) % 4] }}
          />
          <span className="skeleton h-3 w-16" />
          <span className="skeleton hidden h-5 w-20 sm:block" />
        </div>
      ))}
    </div>
  );
}
