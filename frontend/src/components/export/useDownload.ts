"use client";
import { useCallback } from "react";
import { useExport, type ExportAsk, type ExportWhat } from "../../hooks/useExport";
import { formlessMessageOf } from "../../lib/apiError";
import { formatCount } from "../../lib/format";
import { ordersText } from "../../lib/jobs";
import { notify, withdrawNotice } from "../ui/notify";

/** How often one is told how far it is. */
const TELL_EVERY_MS = 250;

function save(file: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `orders-${new Date().toISOString().slice(0, 10)}.csv`;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Selected orders may have been deleted meanwhile. */
function goneNote(what: ExportWhat, rows: number) {
  const gone = "ids" in what ? what.ids.length - rows : 0;
  return gone > 0 && { detail: `${ordersText(gone)} ${gone === 1 ? "is" : "are"} not there any more` };
}

let exports = 0;

/** Fetches a file and saves it; how far it is stands in the corner, where it can be stopped. */
export function useDownload() {
  const fetchFile = useExport();
  return useCallback(
    async (ask: ExportAsk) => {
      const id = `export-${(exports += 1)}`;
      const stop = new AbortController();
      let rows = 0;
      let toldAt = 0;
      // How it ends is told all the same, by another message than the one on its way out.
      let isPutAway = false;
      const onClose = () => void (isPutAway = true);
      const endId = () => (isPutAway ? `${id}-end` : id);
      const tell = () => {
        if (isPutAway) return;
        toldAt = Date.now();
        const action = { label: "Stop", run: () => stop.abort() };
        const detail = rows > 0 ? `${formatCount(rows)} so far` : "Looking for them…";
        notify({
          id,
          tone: "busy",
          title: "Exporting orders",
          detail,
          action,
          onClose,
          durationMs: Infinity,
        });
      };
      tell();
      try {
        const onRows = (now: number) => {
          rows = now;
          if (Date.now() - toldAt >= TELL_EVERY_MS) tell();
        };
        save(await fetchFile(ask, { signal: stop.signal, onRows }));
        notify({ id: endId(), title: `${ordersText(rows)} exported`, ...goneNote(ask.what, rows) });
      } catch (error) {
        if (stop.signal.aborted) withdrawNotice(id);
        else
          notify({
            id: endId(),
            tone: "problem",
            title: "The orders were not exported",
            detail: formlessMessageOf(error),
          });
      }
    },
    [fetchFile],
  );
}
