"use client";
// Which file. It stays in its place when one is chosen, and so does the focus.
import { IMPORT_BYTES_MAX, IMPORT_ORDERS_MAX } from "@order-desk/contract";
import { FileText, FileUp } from "lucide-react";
import { formatCount } from "../../lib/format";
import { sizeText } from "../../lib/imports";
import { cx } from "../ui/cx";
import { useFileDrop } from "./useFileDrop";

const TYPES = ".csv,text/csv,text/tab-separated-values";

type Props = {
  readonly file: { readonly name: string; readonly size: number } | undefined;
  readonly sampleUrl: string;
  readonly onChoose: (file: File) => void;
};

function Hints({ sampleUrl }: { readonly sampleUrl: string }) {
  return (
    <div className="text-[13px] text-muted">
      <p>
        Up to {formatCount(IMPORT_ORDERS_MAX)} orders and {sizeText(IMPORT_BYTES_MAX)}. The first line names
        the columns.
      </p>
      <a
        href={sampleUrl}
        download
        className="inline-flex h-11 items-center font-medium text-accent-text hover:underline lg:h-7"
      >
        Download a sample file
      </a>
    </div>
  );
}

export function FilePicker({ file, sampleUrl, onChoose }: Props) {
  const isOver = useFileDrop(onChoose);
  const Icon = file ? FileText : FileUp;
  return (
    <div
      className={cx(
        "flex items-center rounded-[9px] border transition-colors",
        file ? "gap-2.5 border-line p-2 pl-3" : "flex-col gap-3 border-dashed px-4 py-7 text-center",
        isOver ? "border-accent bg-selected" : !file && "border-line-strong",
      )}
    >
      <Icon size={file ? 16 : 24} strokeWidth={1.75} aria-hidden className="shrink-0 text-muted" />
      {file ? (
        <p className="flex min-w-0 flex-1 gap-2">
          <span dir="auto" className="truncate font-medium">
            {file.name}
          </span>
          <span className="shrink-0 text-muted tabular-nums">{sizeText(file.size)}</span>
        </p>
      ) : (
        <p>Drop a CSV file here, or</p>
      )}
      <label
        className={cx(
          "relative inline-flex h-11 shrink-0 cursor-pointer items-center rounded-[8px] px-3.5 font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring lg:h-[34px]",
          file
            ? "border border-line bg-surface hover:bg-hover"
            : "bg-accent text-on-accent hover:bg-accent-hover",
        )}
      >
        {file ? "Choose another" : "Choose a file"}
        <input
          type="file"
          accept={TYPES}
          aria-label={file ? "Choose another file" : "Choose a file"}
          className="sr-only"
          onChange={({ target }) => {
            const chosen = target.files?.[0];
            // The same file again, mended, is a choice too.
            target.value = "";
            if (chosen) onChoose(chosen);
          }}
        />
      </label>
      {!file && <Hints sampleUrl={sampleUrl} />}
    </div>
  );
}
