"use client";
import { LazyDialog } from "../ui/lazyParts";
import { Button } from "../ui/Button";
import { Kbd } from "../ui/Kbd";

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [["Ctrl K", "⌘ K"], "Find an order or an action"],
  [["n"], "New order"],
  [["j", "k", "↓", "↑"], "Next and previous order"],
  [["Page Down", "Page Up"], "A page down and up"],
  [["Home", "End"], "First and last order"],
  [["Enter"], "Open the order"],
  [["s"], "Change its status"],
  [["x"], "Select the order"],
  [["Shift J", "Shift K"], "Select from here on"],
  [["Shift click"], "Select up to there"],
  [["Ctrl click", "⌘ click"], "Select one more"],
  [["Ctrl A", "⌘ A"], "Select all rows"],
  [["Ctrl Z", "⌘ Z"], "Take back the last change"],
  [["/"], "Search"],
  [["f"], "Filter"],
  [["Esc"], "Close what is open, then select none"],
  [["?"], "Show these keys"],
];

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <LazyDialog title="Keyboard" onClose={onClose}>
      <dl className="mt-3">
        {KEYS.map(([keys, does]) => (
          <div key={does} className="flex items-center justify-between gap-4 border-b border-line py-2">
            <dt className="order-last flex gap-1.5">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </LazyDialog>
  );
}
