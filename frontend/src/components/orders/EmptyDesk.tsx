"use client";
import { Inbox, Plus } from "lucide-react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useSettings } from "../../hooks/useSettings";
import { Button } from "../ui/Button";
import { CopyButton } from "../ui/CopyButton";
import { ListMessage } from "./ListMessage";
import type { SampleOrders } from "./useSampleOrders";

const curlLine = (apiUrl: string) => `curl -X POST ${apiUrl}/api/orders \\
  -H "Content-Type: application/json" \\
  -d '{"customer_name":"Test User","product_name":"Test Product",
       "customer_email":"test@example.com"}'`;

/** The first screen of a new shop: what will appear here, and three ways to make it appear. */
export function EmptyDesk({ samples }: { readonly samples: SampleOrders }) {
  const { apiUrl } = useSettings();
  const { openNew } = useDeskRoute();
  const curl = curlLine(apiUrl);
  return (
    <ListMessage
      icon={Inbox}
      title="No orders yet"
      actions={
        <>
          <Button tone="primary" onClick={openNew}>
            <Plus size={16} strokeWidth={1.75} aria-hidden />
            New order
          </Button>
          <Button busy={samples.isAdding} onClick={() => void samples.add()}>
            {samples.isAdding ? `Adding ${samples.added + 1} of ${samples.total}` : "Add sample orders"}
          </Button>
          {samples.error && (
            <p role="alert" className="w-full text-[13px] text-danger-text">
              {samples.error}
            </p>
          )}
        </>
      }
    >
      <p className="mt-1.5 text-muted">Orders appear here the moment they are made, by hand or by code.</p>
      <div className="relative mt-4 w-full max-w-[560px] rounded-[9px] border border-line bg-canvas text-left">
        <pre
          // It scrolls sideways on a narrow screen, so the keyboard must reach it.
          tabIndex={0}
          role="region"
          aria-label="Command that creates an order"
          className="overflow-x-auto px-3.5 py-3 pr-12 font-mono text-[13px] leading-5 text-muted"
        >
          {curl}
        </pre>
        <CopyButton text={curl} label="Copy the command" className="absolute top-1 right-1" />
      </div>
    </ListMessage>
  );
}
