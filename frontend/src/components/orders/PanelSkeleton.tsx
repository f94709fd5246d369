export function PanelSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="space-y-4 px-4 py-6 lg:px-[18px]">
      {["40%", "70%", "62%", "54%"].map((width) => (
        <div key={width} className="skeleton h-4" style={{ width }} />
      ))}
    </div>
  );
}
