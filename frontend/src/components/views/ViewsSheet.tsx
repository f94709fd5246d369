"use client";
// The views on a screen that has no room for the side bar: all that can be done with them there.
import { Plus } from "lucide-react";
import { Button } from "../ui/Button";
import { LazyDialog } from "../ui/lazyParts";
import { useViewEditing, ViewLines } from "./ViewLines";

export function ViewsSheet({ onClose }: { readonly onClose: () => void }) {
  const { save, ...editing } = useViewEditing();
  return (
    <LazyDialog title="Views" onClose={onClose}>
      <section aria-label="Views" className="-mx-2 mt-2 flex max-h-[60dvh] flex-col">
        <ViewLines {...editing} onShown={onClose} />
      </section>
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <Button onClick={save}>
          <Plus size={16} strokeWidth={1.75} aria-hidden />
          Save this list as a view
        </Button>
        <Button onClick={onClose}>Close</Button>
      </div>
    </LazyDialog>
  );
}
