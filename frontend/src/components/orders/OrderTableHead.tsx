import { FlexRender, type Header } from "@tanstack/react-table";
import type { Order } from "@order-desk/contract";
import type { OrderFeatures } from "./orderColumns";

export function OrderTableHead({ headers }: { readonly headers: readonly Header<OrderFeatures, Order>[] }) {
  return (
    <thead role="rowgroup" className="sticky top-0 z-20 bg-surface">
      <tr role="row" aria-rowindex={1} className="h-9">
        {headers.map((header) => (
          <th
            key={header.id}
            role="columnheader"
            scope="col"
            data-area={header.column.columnDef.meta?.area}
            className="text-[13px] font-medium text-muted"
          >
            <FlexRender header={header} />
          </th>
        ))}
      </tr>
    </thead>
  );
}
