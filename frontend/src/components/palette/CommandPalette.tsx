"use client";
// Ctrl/⌘-K: an order, a list or an action by a few letters.
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { SEARCH_MAX } from "@order-desk/contract";
import { Package, Search } from "lucide-react";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useCommands } from "../../hooks/useCommands";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useFoundOrders } from "../../hooks/useFoundOrders";
import { findCommands } from "../../lib/commands";
import { takeTypedAhead } from "../ui/typedAhead";
import { PaletteItem, type PaletteEntry } from "./PaletteItem";
import { useDeskCommands } from "./useDeskCommands";

type Props = { readonly onClose: () => void; readonly showKeys: () => void };
type Group = { readonly label: string; readonly items: readonly PaletteEntry[] };

/** Orders come after what is there at once: a late answer does not take the place of what Enter would run. */
function usePaletteGroups(text: string, showKeys: () => void) {
  const offered = useCommands();
  const always = useDeskCommands(showKeys);
  const { openOrder, searchAll } = useDeskRoute();
  const { orders, isLooking, hasFailed } = useFoundOrders(text);
  const groups = useMemo(() => {
    const found = orders.map((order) => ({
      id: order._id,
      label: `Order ${order.order_number}`,
      icon: Package,
      order,
      run: () => openOrder(order._id),
    }));
    const inList = {
      id: "search",
      label: `Show all orders with “${text.trim()}”`,
      icon: Search,
      run: () => searchAll(text),
    };
    const items = found.length > 0 ? [...found, inList] : [];
    const commands = findCommands([...offered, ...always], text);
    const all: Group[] = [
      ...commands.map((group) => ({ label: group.label, items: group.commands })),
      { label: "Orders", items },
    ];
    return all.filter((group) => group.items.length > 0);
  }, [offered, always, orders, text, openOrder, searchAll]);
  return { groups, isLooking, hasFailed };
}

function emptyText(isLooking: boolean, hasFailed: boolean): string {
  if (hasFailed) return "The orders could not be searched: the server does not answer.";
  return isLooking ? "Searching…" : "Nothing has these words.";
}

function Entries({ onRun }: { readonly onRun: (entry: PaletteEntry) => void }) {
  return (
    <Autocomplete.List className="min-h-0 overflow-y-auto overscroll-contain p-1.5 data-empty:p-0">
      {(group: Group) => (
        <Autocomplete.Group key={group.label} items={group.items} className="pb-1">
          <Autocomplete.GroupLabel className="px-2.5 pt-2 pb-1 text-[12px] text-muted">
            {group.label}
          </Autocomplete.GroupLabel>
          <Autocomplete.Collection>
            {(entry: PaletteEntry) => <PaletteItem key={entry.id} entry={entry} onRun={onRun} />}
          </Autocomplete.Collection>
        </Autocomplete.Group>
      )}
    </Autocomplete.List>
  );
}

export function CommandPalette({ onClose, showKeys }: Props) {
  const [text, setText] = useState("");
  const { groups, isLooking, hasFailed } = usePaletteGroups(text, showKeys);
  const inputRef = useRef<HTMLInputElement>(null);
  const run = (entry: PaletteEntry) => {
    onClose();
    // After the dialog has given the focus back: what opens now may take it.
    requestAnimationFrame(entry.run);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onClose();
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="enter-popup fixed inset-0 z-50 bg-black/40" />
        <Dialog.Popup
          aria-label="Find an order or an action"
          initialFocus={inputRef}
          onKeyDown={onKeyDown}
          className="enter-popup fixed top-[12dvh] left-1/2 z-60 flex max-h-[min(560px,76dvh)] w-[640px] max-w-[calc(100vw-24px)] -translate-x-1/2 flex-col overflow-hidden rounded-[11px] border border-line bg-raised shadow-raised outline-none"
        >
          <Autocomplete.Root
            inline
            open
            items={groups}
            mode="none"
            autoHighlight="always"
            keepHighlight
            value={text}
            onValueChange={setText}
            itemToStringValue={({ label }: PaletteEntry) => label}
          >
            <div className="flex shrink-0 items-center gap-2.5 border-b border-line px-4">
              <Search size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-muted" />
              <Autocomplete.Input
                ref={inputRef}
                aria-label="Find an order or an action"
                placeholder="Find an order or an action"
                maxLength={SEARCH_MAX}
                onFocus={() => setText(text + takeTypedAhead())}
                className="h-12 min-w-0 flex-1 bg-transparent text-[16px] outline-none placeholder:text-faint lg:text-[15px]"
              />
            </div>
            <Autocomplete.Empty className="text-muted">
              <p className="px-4 py-8 text-center">{emptyText(isLooking, hasFailed)}</p>
            </Autocomplete.Empty>
            <Entries onRun={run} />
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
