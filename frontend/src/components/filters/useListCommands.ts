"use client";
// The tools of the list by name, in the palette.
import { ArrowUpDown, Download, ListFilter, SlidersHorizontal } from "lucide-react";
import { useMemo } from "react";
import { useOfferedCommands } from "../../hooks/useCommands";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useIsNarrow } from "../ui/useMediaQuery";
import { importCommand } from "../import/importCommand";
import { SORTS } from "./sorts";

type Tools = {
  readonly open: (which: "filter" | "display" | "export") => void;
  readonly onImport: () => void;
};

export function useListCommands({ open, onImport }: Tools): void {
  const { setSort } = useDeskRoute();
  // There the list has cards, and no columns.
  const isNarrow = useIsNarrow();
  const group = useMemo(
    () => ({
      label: "List",
      commands: [
        {
          id: "list filter",
          label: "Filter orders",
          icon: ListFilter,
          keys: ["f"],
          words: "date total currency product",
          run: () => open("filter"),
        },
        ...(isNarrow
          ? []
          : [
              {
                id: "list display",
                label: "Choose columns",
                icon: SlidersHorizontal,
                words: "display density rows width",
                run: () => open("display"),
              },
            ]),
        {
          id: "list export",
          label: "Export orders as CSV",
          icon: Download,
          words: "download file excel",
          run: () => open("export"),
        },
        importCommand(onImport),
        ...SORTS.map(([sort, label]) => ({
          id: `list sort ${sort}`,
          label: `Sort: ${label.toLowerCase()}`,
          icon: ArrowUpDown,
          run: () => setSort(sort),
        })),
      ],
    }),
    [isNarrow, setSort, open, onImport],
  );
  useOfferedCommands(group);
}
