const ROWS = Array.from({ length: 14 }, (_, index) => index);
const WIDTHS = ["58%", "44%", "66%", "50%"];

/**
 * The shape of the list while its first page is under way. Nothing in it moves when the rest of it arrives: a browser may
 * draw the page when it has read half a row.
 */
export function SkeletonRows({ label = "Loading orders" }: { readonly label?: string }) {
  return (
    <div className="min-h-0 flex-1 overflow-hidden" role="status" aria-label={label}>
      <div className="hidden h-9 border-b border-line sm:block" />
      {ROWS.map((index) => (
        <div
          key={index}
          className="grid h-[72px] grid-cols-[minmax(0,1fr)_64px] items-center gap-6 border-b border-line px-4 sm:h-11 sm:pl-12 sm:grid-cols-[40px_minmax(0,1fr)_minmax(0,1fr)_64px_80px] lg:pr-5"
        >
          <span className="skeleton hidden h-3 sm:block" />
          <span className="flex h-[30px] flex-col gap-2 sm:h-3">
            <span className="skeleton h-3" style={{ width: WIDTHS[index % 4] }} />
            <span className="skeleton h-2.5 w-2/5 sm:hidden" />
          </span>
          <span className="skeleton hidden h-3 sm:block" style={{ maxWidth: WIDTHS[(index + 1) % 4] }} />
          <span className="skeleton h-3" />
          <span className="skeleton hidden h-5 sm:block" />
        </div>
      ))}
    </div>
  );
}
