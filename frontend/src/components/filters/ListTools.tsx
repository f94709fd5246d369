"use client";
// What can be done with the list as a whole: filter it, sort it, choose its columns, begin to select.
import type { OrderQuery } from "@order-desk/contract";
import {
  ArrowUpDown,
  Download,
  EllipsisVertical,
  History,
  ListFilter,
  SlidersHorizontal,
  SquareCheck,
  Upload,
  type LucideIcon,
} from "lucide-react";
import { useState, type ReactNode } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useListLayout, type ListLayoutControl } from "../../hooks/useListLayout";
import { isFiltered } from "../../lib/listView";
import type { DeskView } from "../../lib/viewStore";
import { openRecentJobs } from "../bulk/recentJobs";
import { useListCovered } from "../list/useListCovered";
import { cx } from "../ui/cx";
import { IconButton } from "../ui/IconButton";
import { MenuButton } from "../ui/MenuButton";
import { useShortcuts } from "../ui/useShortcuts";
import { layoutOf } from "../views/layoutOf";
import { LazyExportDialog } from "../export/lazyExport";
import { useViewActions } from "../views/useViewActions";
import { LazyDisplayPopover, LazyFilterPopover } from "./lazyForms";
import { SORTS } from "./sorts";
import { useListCommands } from "./useListCommands";

type PopoverButtonProps = {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly isOpen: boolean;
  readonly isOn?: boolean;
  readonly keys?: string;
  readonly className?: string;
  readonly onToggle: (isOpen: boolean) => void;
  /** What opens: loaded when it is asked for. */
  readonly children: (anchor: HTMLElement) => ReactNode;
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
      {isOpen && anchor && children(anchor)}
    </span>
  );
}

type Opened = "filter" | "display" | "export";

type FileToolsProps = { readonly onExport: () => void; readonly onImport: () => void };

/** On a phone there is room for one button. */
function FileTools({ onExport, onImport }: FileToolsProps) {
  return (
    <>
      <IconButton icon={Upload} label="Import" onClick={onImport} className="max-lg:hidden" />
      <IconButton icon={Download} label="Export" onClick={onExport} className="max-lg:hidden" />
      <IconButton icon={History} label="Recent jobs" onClick={openRecentJobs} className="max-lg:hidden" />
      <span className="inline-flex lg:hidden">
        <MenuButton
          as={IconButton}
          trigger={{ icon: EllipsisVertical, label: "Import, export, jobs" }}
          label="Import, export, jobs"
          entries={[
            { key: "import", label: "Import…", icon: Upload, onSelect: onImport },
            { key: "export", label: "Export…", icon: Download, onSelect: onExport },
            { key: "jobs", label: "Recent jobs", icon: History, onSelect: openRecentJobs },
          ]}
        />
      </span>
    </>
  );
}

/** Only what that form is about: what is searched for the moment stays out of the view. */
function useSaveLayout({ columns, density, begunOn, reset, goOn }: ListLayoutControl) {
  const { save } = useViewActions();
  return async (view: DeskView) => {
    const outcome = await save(view, { columns, density }, begunOn);
    if (outcome === "done") reset();
    if (outcome === "outdated") goOn();
  };
}

type Props = { readonly query: OrderQuery; readonly onSelect: () => void; readonly onImport: () => void };

export function ListTools({ query, onSelect, onImport }: Props) {
  const { setSort, shownView } = useDeskRoute();
  const layout = useListLayout(layoutOf(shownView));
  const saveLayout = useSaveLayout(layout);
  const [open, setOpen] = useState<Opened>();
  const isCovered = useListCovered();
  useShortcuts({ f: () => setOpen("filter") }, !isCovered);
  const toggle = (which: Opened) => (isOpen: boolean) => setOpen(isOpen ? which : undefined);
  useListCommands({ open: setOpen, onImport });

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
        {(anchor) => <LazyFilterPopover anchor={anchor} query={query} onClose={() => setOpen(undefined)} />}
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
        {(anchor) => (
          <LazyDisplayPopover
            anchor={anchor}
            layout={layout}
            onSave={shownView && (() => void saveLayout(shownView))}
            onClose={() => setOpen(undefined)}
          />
        )}
      </PopoverButton>
      <FileTools onExport={() => setOpen("export")} onImport={onImport} />
      {open === "export" && <LazyExportDialog query={query} onClose={() => setOpen(undefined)} />}
    </>
  );
}
