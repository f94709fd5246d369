// The columns of the list: what they are called, how wide they are, and which give way when there is no room.
import type { ColumnLayout, OrderColumn } from "@order-desk/contract";
import { swapped } from "./swapped";

type Spec = {
  readonly label: string;
  /** Of the grid, where nobody has chosen a width. */
  readonly track: string;
  /** Pixels below which it is of no use. */
  readonly min: number;
};

export const COLUMNS: Readonly<Record<OrderColumn, Spec>> = {
  order_number: { label: "Order", track: "64px", min: 52 },
  customer: { label: "Customer", track: "minmax(0, 1.1fr)", min: 150 },
  product_name: { label: "Product", track: "minmax(0, 1.25fr)", min: 140 },
  quantity: { label: "Qty", track: "72px", min: 56 },
  price: { label: "Price", track: "minmax(96px, 128px)", min: 96 },
  total: { label: "Total", track: "minmax(100px, 128px)", min: 96 },
  status: { label: "Status", track: "126px", min: 118 },
  created_at: { label: "Created", track: "84px", min: 84 },
  updated_at: { label: "Updated", track: "84px", min: 84 },
};

/** What is read least gives way first. */
const GIVE_WAY: readonly OrderColumn[] = ["price", "created_at", "quantity", "updated_at"];
const GAP = 16;
const PADDING = 68;

const roomFor = (columns: ColumnLayout) =>
  columns.reduce((sum, { column, width }) => sum + (width ?? COLUMNS[column].min) + GAP, PADDING - GAP);

/** Those that have room in a list as wide as this. */
export function columnsWithin(columns: ColumnLayout, listWidth: number): ColumnLayout {
  return GIVE_WAY.reduce(
    (left, column) =>
      roomFor(left) > listWidth && left.length > 1 ? left.filter((other) => other.column !== column) : left,
    columns,
  );
}

/** As `grid-template-columns`: a chosen width is kept as long as there is room for it. */
export const tracksOf = (columns: ColumnLayout): string =>
  columns
    .map(({ column, width }) =>
      width === undefined
        ? COLUMNS[column].track
        : `minmax(${Math.min(width, COLUMNS[column].min)}px, ${width}px)`,
    )
    .join(" ");

/** Undefined: as wide as there is room. */
export const withWidth = (
  columns: ColumnLayout,
  column: OrderColumn,
  width: number | undefined,
): ColumnLayout =>
  columns.map((one) => (one.column === column ? { column, ...(width !== undefined && { width }) } : one));

/** Added at the end; the last one cannot be taken away. */
export function withColumn(columns: ColumnLayout, column: OrderColumn, isShown: boolean): ColumnLayout {
  const others = columns.filter((one) => one.column !== column);
  if (isShown) return columns.length === others.length ? [...columns, { column }] : columns;
  return others.length === 0 ? columns : others;
}

/** One place to the left (-1) or right (1). */
export const moved = (columns: ColumnLayout, column: OrderColumn, by: -1 | 1): ColumnLayout => [
  ...swapped(
    columns,
    columns.findIndex((one) => one.column === column),
    by,
  ),
];
