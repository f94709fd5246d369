"use client";
import { Inbox, Plus } from "lucide-react";
import { useMemo } from "react";
import { useOfferedCommands } from "../../hooks/useCommands";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useSettings } from "../../hooks/useSettings";
import { importCommand } from "../import/importCommand";
import { Button } from "../ui/Button";
import { CodeBlock } from "../ui/CodeBlock";
import { ListMessage } from "./ListMessage";
import type { SampleOrders } from "./useSampleOrders";

const curlLine = (apiUrl: string) => `curl -X POST ${apiUrl}/api/orders \\
  -H "Content-Type: application/json" \\
  -d '{"customer_name":"Test User","product_name":"Test Product",
       "customer_email":"test@example.com"}'`;

type Props = { readonly samples: SampleOrders; readonly onImport: () => void };

/** The first screen of a new shop: what will appear here, and four ways to make it appear. */
export function EmptyDesk({ samples, onImport }: Props) {
  const { apiUrl } = useSettings();
  const { openNew } = useDeskRoute();
  useOfferedCommands(useMemo(() => ({ label: "List", commands: [importCommand(onImport)] }), [onImport]));
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
          <Button onClick={onImport}>Import from a file</Button>
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
      <CodeBlock
        label="Command that creates an order"
        copyLabel="Copy the command"
        code={curlLine(apiUrl)}
        className="mt-4 w-full max-w-[560px] bg-canvas text-left"
        codeClassName="text-[13px]"
      />
    </ListMessage>
  );
}
