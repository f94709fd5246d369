import { PanelSkeleton } from "./PanelSkeleton";

/** Holds the panel's place while its code is on the way. */
export function PanelLoading() {
  return (
    <div className="fixed inset-0 z-30 bg-surface lg:static lg:w-[456px] lg:shrink-0 lg:border-l lg:border-line">
      <div className="h-14 border-line lg:border-b" />
      <PanelSkeleton />
    </div>
  );
}
