"use client";
import { useEffect, useState } from "react";
import { guardLeaving } from "./deskHistory";

export type LeaveGuard = {
  /** The person wants to go: ask whether what was typed may be lost. */
  readonly isAsking: boolean;
  readonly stay: () => void;
  readonly go: () => void;
};

/** While `isDirty`, every way out of this part of the page asks first. */
export function useLeaveGuard(isDirty: boolean): LeaveGuard {
  const [wayOut, setWayOut] = useState<() => void>();
  useEffect(() => {
    if (!isDirty) return;
    return guardLeaving((go) => setWayOut(() => go));
  }, [isDirty]);
  return {
    isAsking: wayOut !== undefined,
    stay: () => setWayOut(undefined),
    go: () => {
      setWayOut(undefined);
      wayOut?.();
    },
  };
}
