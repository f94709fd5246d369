"use client";
// What can be done with the selected rows by its name, in the palette.
import { ORDER_STATUSES } from "@order-desk/contract";
import { Download, ListChecks, Printer, Trash2, X } from "lucide-react";
import { useMemo } from "react";
import { useOfferedCommands } from "../../hooks/useCommands";
import type { Command } from "../../lib/commands";
import type { BulkAsk } from "../../lib/jobs";
import { STATUS_LOOK } from "../orders/statusLook";

export type Doing = Pick<BulkAsk, "action" | "status">;

export type BulkActions = {
  readonly onDo: (doing: Doing) => void;
  readonly onExport: () => void;
  /** Undefined: there are too many for slips. */
  readonly onPrint: (() => void) | undefined;
  /** Undefined: all are. */
  readonly onSelectAll: (() => void) | undefined;
  readonly onClear: () => void;
};

function commandsOf({ onDo, onExport, onPrint, onSelectAll, onClear }: BulkActions): Command[] {
  return [
    ...ORDER_STATUSES.map((status) => ({
      id: `bulk ${status}`,
      label: `Mark selected orders ${status}`,
      icon: STATUS_LOOK[status].icon,
      words: `set status ${STATUS_LOOK[status].action}`,
      run: () => onDo({ action: "status", status }),
    })),
    {
      id: "bulk delete",
      label: "Delete selected orders",
      icon: Trash2,
      words: "remove",
      run: () => onDo({ action: "delete" }),
    },
    {
      id: "bulk export",
      label: "Export selected orders",
      icon: Download,
      words: "csv download file",
      run: onExport,
    },
    ...(onPrint
      ? [{ id: "bulk print", label: "Print packing slips of selected orders", icon: Printer, run: onPrint }]
      : []),
    ...(onSelectAll
      ? [{ id: "bulk all", label: "Select all orders that match", icon: ListChecks, run: onSelectAll }]
      : []),
    {
      id: "bulk none",
      label: "Select none",
      icon: X,
      words: "clear selection unselect",
      run: onClear,
    },
  ];
}

/** @param actions the same while nothing changes. */
export function useBulkCommands(count: string, actions: BulkActions): void {
  const group = useMemo(
    () => ({ label: `Selected: ${count}`, commands: commandsOf(actions) }),
    [count, actions],
  );
  useOfferedCommands(group);
}
