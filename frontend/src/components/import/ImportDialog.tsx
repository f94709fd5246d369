"use client";
// Orders out of a file: choose it, see what it comes to, import it.
import { useImport, type Import } from "../../hooks/useImport";
import { ordersText } from "../../lib/jobs";
import { Button } from "../ui/Button";
import { LazyDialog } from "../ui/lazyParts";
import { FilePicker } from "./FilePicker";
import { ImportColumns } from "./ImportColumns";
import { ImportSummary } from "./ImportSummary";

function Buttons({ orders, onClose }: { readonly orders: Import; readonly onClose: () => void }) {
  const { file, forecast, failure, isCurrent, isStarting, start, lookAgain } = orders;
  const count = forecast?.will_create ?? 0;
  return (
    <div className="sticky -bottom-5 -mx-5 -mb-5 flex justify-end gap-2 border-t border-line bg-raised px-5 py-3">
      <Button onClick={onClose}>Cancel</Button>
      {failure?.canLookAgain && <Button onClick={() => void lookAgain()}>Try again</Button>}
      {file && (
        <Button
          tone="primary"
          busy={isStarting}
          disabled={!isCurrent || count === 0}
          onClick={() => void start()}
        >
          {count === 0 ? "Import orders" : `Import ${ordersText(count)}`}
        </Button>
      )}
    </div>
  );
}

export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const orders = useImport(onClose);
  const { file, ask, forecast, failure, isLooking, sampleUrl, choose, setColumn, setRepeated } = orders;
  const isAgain = ask.repeated === "create";
  return (
    <LazyDialog title="Import orders" isWide onClose={onClose}>
      <div className="mt-3 flex flex-col gap-4">
        <FilePicker file={file} sampleUrl={sampleUrl} onChoose={(chosen) => void choose(chosen)} />
        {forecast && (
          <ImportColumns
            forecast={forecast}
            chosen={ask.columns}
            onChange={(field, heading) => void setColumn(field, heading)}
          />
        )}
        <ImportSummary
          forecast={forecast}
          isLooking={isLooking}
          again={{ isOn: isAgain, onChange: (isOn) => void setRepeated(isOn ? "create" : "skip") }}
        />
        {failure && (
          <p role="alert" className="text-[13px] text-danger-text">
            {failure.text}
          </p>
        )}
        <Buttons orders={orders} onClose={onClose} />
      </div>
    </LazyDialog>
  );
}
