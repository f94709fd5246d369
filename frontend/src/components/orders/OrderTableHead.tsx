import { FlexRender, type Header } from "@tanstack/react-table";
import type { ColumnLayout, Order, OrderColumn, OrderSort, SortField } from "@order-desk/contract";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { isSortedBy, nextSort } from "../../lib/orderSort";
import { hasPicked } from "../../lib/picked";
import { Checkbox } from "../ui/Checkbox";
import { cx } from "../ui/cx";
import { ColumnEdge } from "./ColumnEdge";
import type { OrderFeatures } from "./orderColumns";
import type { Picking } from "./usePicking";

type Sorting = {
  readonly sort: OrderSort;
  /** False: the headings are only read out. */
  readonly onSort: ((sort: OrderSort) => void) | false;
};

const AT_END = ["quantity", "price", "total", "created", "updated"];
const isAtEnd = (area = "") => AT_END.includes(area);

const isDescending = (sort: OrderSort) => sort.startsWith("-");

type SortButtonProps = {
  readonly field: SortField;
  readonly sort: OrderSort;
  readonly onSort: (sort: OrderSort) => void;
  readonly children: ReactNode;
};

function SortButton({ field, sort, onSort, children }: SortButtonProps) {
  const isSorted = isSortedBy(sort, field);
  const Arrow = isDescending(isSorted ? sort : nextSort(sort, field)) ? ArrowDown : ArrowUp;
  return (
    <button
      type="button"
      onClick={() => onSort(nextSort(sort, field))}
      className={cx(
        "group relative inline-flex h-8 items-center rounded-[6px] transition-colors hover:text-text",
        isSorted && "text-text",
      )}
    >
      {children}
      {/* Beside the word and not in its line: no heading moves when it comes. */}
      <Arrow
        size={13}
        strokeWidth={2}
        aria-hidden
        className={cx(
          "absolute top-1/2 -translate-y-1/2 in-data-[align=end]:right-full in-data-[align=end]:mr-[3px] in-data-[align=start]:left-full in-data-[align=start]:ml-[3px]",
          !isSorted && "opacity-0 group-hover:opacity-60",
        )}
      />
    </button>
  );
}

type Props = Sorting & {
  readonly headers: readonly Header<OrderFeatures, Order>[];
  readonly rows: readonly Order[];
  readonly picking: Picking;
  readonly columns: ColumnLayout;
  /** Undefined: as wide as there is room. */
  readonly onResize: (column: OrderColumn, width: number | undefined) => void;
};

function PickRows({ rows, picking }: Pick<Props, "rows" | "picking">) {
  const isAny = hasPicked(picking.picked);
  const areAll = isAny && rows.every(({ _id }) => picking.has(_id));
  return (
    <th role="columnheader" scope="col" data-area="pick">
      <label className="pick">
        <Checkbox
          label={areAll ? "Select none" : "Select all rows"}
          checked={areAll}
          isMixed={isAny && !areAll}
          onChange={picking.toggleRows}
        />
      </label>
    </th>
  );
}

export function OrderTableHead({ headers, rows, picking, columns, onResize, sort, onSort }: Props) {
  return (
    <thead role="rowgroup" className="sticky top-0 z-20 bg-surface">
      <tr role="row" aria-rowindex={1} className="h-9">
        <PickRows rows={rows} picking={picking} />
        {headers.map((header, index) => {
          const column = columns[index]?.column;
          const { area, sortField: field } = header.column.columnDef.meta ?? {};
          const isSorted = field !== undefined && isSortedBy(sort, field);
          return (
            <th
              key={header.id}
              role="columnheader"
              scope="col"
              data-area={area}
              data-align={isAtEnd(area) ? "end" : "start"}
              aria-sort={isSorted ? (isDescending(sort) ? "descending" : "ascending") : undefined}
              className="group/th relative text-[13px] font-medium text-muted"
            >
              {field && onSort ? (
                <SortButton field={field} sort={sort} onSort={onSort}>
                  <FlexRender header={header} />
                </SortButton>
              ) : (
                <FlexRender header={header} />
              )}
              {column && onSort && <ColumnEdge onResize={(width) => onResize(column, width)} />}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
