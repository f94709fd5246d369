"use client";
import { Plus } from "lucide-react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { Button } from "../ui/Button";

/** Within reach of a thumb on a phone. As wide as it will be from the start, also while its text is still to come. */
export function NewOrderFab() {
  const { openNew } = useDeskRoute();
  return (
    <Button
      tone="primary"
      onClick={openNew}
      className="absolute right-4 bottom-[calc(20px+env(safe-area-inset-bottom))] z-10 h-[52px] min-w-[144px] justify-start rounded-full px-5 text-[15px] shadow-raised sm:hidden"
    >
      <Plus size={20} strokeWidth={1.75} aria-hidden />
      New order
    </Button>
  );
}
