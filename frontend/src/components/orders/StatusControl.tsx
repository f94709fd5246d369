"use client";
// One status menu for the whole list, and what became of each change: a row may scroll out of the window meanwhile.
import type { Order, OrderStatus } from "@order-desk/contract";
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import { formlessMessageOf } from "../../lib/apiError";
import { useStatusChange } from "./useStatusChange";
import { LazyOrderStatusMenu, LazyStatusFailure } from "./lazyPanels";

type Target = { readonly order: Order; readonly anchor: HTMLElement };
type Failure = { readonly order: Order; readonly status: OrderStatus; readonly message: string };

type StatusControl = {
  /** The order whose menu is open. */
  readonly openFor: string | undefined;
  /** Orders whose change is under way. */
  readonly busy: ReadonlySet<string>;
  readonly open: (order: Order, anchor: HTMLElement) => void;
};

const Context = createContext<StatusControl | undefined>(undefined);

export function useStatusControl(): StatusControl {
  const control = useContext(Context);
  if (!control) throw new Error("StatusControlProvider is missing");
  return control;
}

const without = (set: ReadonlySet<string>, id: string) => new Set([...set].filter((other) => other !== id));

/** Changes a status and keeps what is under way and what failed last. */
function useStatusChanges() {
  const changeStatus = useStatusChange();
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<Failure>();

  const change = useCallback(
    async (order: Order, status: OrderStatus) => {
      const id = order._id;
      setFailure(undefined);
      setBusy((before) => new Set(before).add(id));
      try {
        await changeStatus(id, status);
      } catch (error) {
        setFailure({ order, status, message: formlessMessageOf(error) });
      } finally {
        setBusy((before) => without(before, id));
      }
    },
    [changeStatus],
  );
  const forget = useCallback(() => setFailure(undefined), []);
  return { busy, failure, change, forget };
}

export function StatusControlProvider({ children }: { readonly children: ReactNode }) {
  const [target, setTarget] = useState<Target>();
  const { busy, failure, change, forget } = useStatusChanges();
  const open = useCallback((order: Order, anchor: HTMLElement) => setTarget({ order, anchor }), []);
  const control = useMemo(() => ({ openFor: target?.order._id, busy, open }), [target, busy, open]);

  return (
    <Context value={control}>
      {children}
      {target && (
        <LazyOrderStatusMenu
          {...target}
          onChange={(status) => void change(target.order, status)}
          onClose={() => setTarget(undefined)}
        />
      )}
      {failure && (
        <LazyStatusFailure
          order={failure.order}
          message={failure.message}
          onRetry={() => void change(failure.order, failure.status)}
          onClose={forget}
        />
      )}
    </Context>
  );
}
