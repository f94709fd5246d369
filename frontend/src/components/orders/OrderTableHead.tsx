import type { ColumnLayout, OrderColumn, OrderSort, SortField } from "@order-desk/contract";
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, type ReactNode } from "react";
import { COLUMNS } from "../../lib/columns";
import { isSortedBy, nextSort } from "../../lib/orderSort";
import { hasPicked } from "../../lib/picked";
import { Checkbox } from "../ui/Checkbox";
import { cx } from "../ui/cx";
import { ColumnEdge } from "./ColumnEdge";
import { ORDER_COLUMNS } from "./orderColumns";
import type { Picking } from "./usePicking";

type Sorting = {
  readonly sort: OrderSort;
  /** False: the headings are only read out. */
  readonly onSort: ((sort: OrderSort) => void) | false;
};

const AT_END = ["quantity", "price", "total", "created", "updated"];
const isAtEnd = (area: string) => AT_END.includes(area);

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

type HeadingsProps = Sorting & {
  readonly columns: ColumnLayout;
  /** Undefined: as wide as there is room. */
  readonly onResize: (column: OrderColumn, width: number | undefined) => void;
};

type Props = HeadingsProps & { readonly picking: Picking };

function PickRows({ picking }: Pick<Props, "picking">) {
  const { areAll } = picking;
  const isAny = hasPicked(picking.picked);
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

/** They do not change with the orders. */
const Headings = memo(function Headings({ columns, onResize, sort, onSort }: HeadingsProps) {
  return columns.map(({ column }) => {
    const { area, sortField: field } = ORDER_COLUMNS[column];
    const { label } = COLUMNS[column];
    const isSorted = field !== undefined && isSortedBy(sort, field);
    return (
      <th
        key={column}
        role="columnheader"
        scope="col"
        data-area={area}
        data-align={isAtEnd(area) ? "end" : "start"}
        aria-sort={isSorted ? (isDescending(sort) ? "descending" : "ascending") : undefined}
        className="group/th relative text-[13px] font-medium text-muted"
      >
        {field && onSort ? (
          <SortButton field={field} sort={sort} onSort={onSort}>
            {label}
          </SortButton>
        ) : (
          label
        )}
        {onSort && <ColumnEdge onResize={(width) => onResize(column, width)} />}
      </th>
    );
  });
});

export function OrderTableHead({ picking, ...headings }: Props) {
  return (
    <thead role="rowgroup" className="sticky top-0 z-20 bg-surface">
      <tr role="row" aria-rowindex={1} className="h-9">
        <PickRows picking={picking} />
        <Headings {...headings} />
      </tr>
    </thead>
  );
}
