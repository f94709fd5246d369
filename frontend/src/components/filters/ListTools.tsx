"use client";
// What can be done with the list as a whole: filter it, sort it, choose its columns, begin to select.
import type { OrderQuery, OrderSort } from "@order-desk/contract";
import {
  ArrowUpDown,
  Download,
  ListFilter,
  SlidersHorizontal,
  SquareCheck,
  type LucideIcon,
} from "lucide-react";
import { useMemo, useState, type ReactNode } from "react";
import { useOfferedCommands } from "../../hooks/useCommands";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useListLayout } from "../../hooks/useListLayout";
import { isFiltered } from "../../lib/listView";
import { useListCovered } from "../list/useListCovered";
import { cx } from "../ui/cx";
import { IconButton } from "../ui/IconButton";
import { LazyPopover } from "../ui/lazyParts";
import { MenuButton } from "../ui/MenuButton";
import { useShortcuts } from "../ui/useShortcuts";
import { layoutOf } from "../views/layoutOf";
import { LazyExportDialog } from "../export/lazyExport";
import { useViewActions } from "../views/useViewActions";
import { DisplayForm } from "./DisplayForm";
import { FilterForm } from "./FilterForm";

const SORTS: readonly (readonly [OrderSort, string])[] = [
  ["-created_at", "Newest first"],
  ["created_at", "Oldest first"],
  ["-updated_at", "Last changed first"],
  ["-total", "Highest total first"],
  ["total", "Lowest total first"],
  ["customer_name", "Customer, A to Z"],
  ["order_number", "Order number"],
  ["status", "Status"],
];

type PopoverButtonProps = {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly isOpen: boolean;
  readonly isOn?: boolean;
  readonly keys?: string;
  readonly className?: string;
  readonly onToggle: (isOpen: boolean) => void;
  readonly children: ReactNode;
};

function PopoverButton(props: PopoverButtonProps) {
  const { icon, label, isOpen, isOn = false, keys, className, onToggle, children } = props;
  const [anchor, setAnchor] = useState<HTMLButtonElement | null>(null);
  return (
    <span
      ref={(place) => setAnchor(place?.querySelector("button") ?? null)}
      className={cx("relative inline-flex", className)}
    >
      <IconButton
        icon={icon}
        label={label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-keyshortcuts={keys}
        onClick={() => onToggle(!isOpen)}
      />
      {isOn && (
        <span
          aria-hidden
          className="pointer-events-none absolute top-1.5 right-1.5 size-1.5 rounded-full bg-accent"
        />
      )}
      {isOpen && anchor && (
        <LazyPopover label={label} anchor={anchor} onClose={() => onToggle(false)}>
          {children}
        </LazyPopover>
      )}
    </span>
  );
}

type Opened = "filter" | "display" | "export";

/** The same by name, in the palette. */
function useListCommands(open: (which: Opened) => void): void {
  const { setSort } = useDeskRoute();
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
        {
          id: "list display",
          label: "Choose columns",
          icon: SlidersHorizontal,
          words: "display density rows width",
          run: () => open("display"),
        },
        {
          id: "list export",
          label: "Export orders as CSV",
          icon: Download,
          words: "download file excel",
          run: () => open("export"),
        },
        ...SORTS.map(([sort, label]) => ({
          id: `list sort ${sort}`,
          label: `Sort: ${label.toLowerCase()}`,
          icon: ArrowUpDown,
          run: () => setSort(sort),
        })),
      ],
    }),
    [setSort, open],
  );
  useOfferedCommands(group);
}

type Props = { readonly query: OrderQuery; readonly onSelect: () => void };

export function ListTools({ query, onSelect }: Props) {
  const { setSort, shownView } = useDeskRoute();
  const layout = useListLayout(layoutOf(shownView));
  const { columns, density, reset } = layout;
  const { save } = useViewActions();
  const [open, setOpen] = useState<Opened>();
  const isCovered = useListCovered();
  useShortcuts({ f: () => setOpen("filter") }, !isCovered);
  const toggle = (which: Opened) => (isOpen: boolean) => setOpen(isOpen ? which : undefined);
  useListCommands(setOpen);

  return (
    <>
      <PopoverButton
        icon={ListFilter}
        label="Filter"
        keys="f"
        isOn={isFiltered(query)}
        isOpen={open === "filter"}
        onToggle={toggle("filter")}
      >
        <FilterForm query={query} onDone={() => setOpen(undefined)} />
      </PopoverButton>
      <span className="inline-flex lg:hidden">
        <MenuButton
          as={IconButton}
          trigger={{ icon: ArrowUpDown, label: "Sort" }}
          label="Sort"
          entries={SORTS.map(([sort, label]) => ({
            key: sort,
            label: <span className={cx(sort === query.sort && "font-semibold")}>{label}</span>,
            onSelect: () => setSort(sort),
          }))}
        />
        <IconButton icon={SquareCheck} label="Select orders" onClick={onSelect} />
      </span>
      <PopoverButton
        icon={SlidersHorizontal}
        label="Display"
        isOn={layout.isChanged}
        isOpen={open === "display"}
        onToggle={toggle("display")}
        className="max-lg:hidden"
      >
        <DisplayForm
          layout={layout}
          onSave={shownView && (() => save(shownView, { query, columns, density }, reset))}
        />
      </PopoverButton>
      <IconButton icon={Download} label="Export" onClick={() => setOpen("export")} />
      {open === "export" && <LazyExportDialog query={query} onClose={() => setOpen(undefined)} />}
    </>
  );
}
