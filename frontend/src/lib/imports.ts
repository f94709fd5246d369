// What is said of a file of orders, and what of it becomes which field.
import {
  IMPORT_FIELDS,
  IMPORT_REQUIRED,
  type ImportField,
  type ImportForecast,
  type ImportProblem,
  type ImportQuery,
} from "@order-desk/contract";
import { formatCount } from "./format";

/** The heading that a field comes from; empty: from none; not there: by its name. */
export type ImportColumns = Readonly<Partial<Record<ImportField, string>>>;
export type ImportAsk = { readonly columns: ImportColumns } & Pick<ImportQuery, "repeated">;

export const FIELD_LABELS: Readonly<Record<ImportField, string>> = {
  customer_name: "Customer name",
  customer_email: "E-mail",
  product_name: "Product",
  quantity: "Quantity",
  price: "Price of one",
  currency: "Currency",
  status: "Status",
  reference: "Reference",
};

export const isRequired = (field: ImportField): boolean =>
  (IMPORT_REQUIRED as readonly ImportField[]).includes(field);

/** The heading of each field, as the server has matched them. */
export const columnsOf = ({ columns }: ImportForecast): ImportColumns =>
  Object.fromEntries(columns.map(({ field, heading }) => [field, heading ?? ""]));

/** What can be chosen: a column without a name cannot be named. */
export const choicesOf = ({ headings }: ImportForecast): string[] =>
  headings.filter((heading) => heading !== "");

/** Fields that every order needs and that come from no column. */
export const missingOf = ({ columns }: ImportForecast): ImportField[] =>
  IMPORT_FIELDS.filter(
    (field) =>
      isRequired(field) && !columns.some((column) => column.field === field && column.heading !== null),
  );

/** Columns of the file that become nothing. */
export const unusedOf = (forecast: ImportForecast): string[] =>
  choicesOf(forecast).filter(
    (choice) =>
      choice !== forecast.total_heading && !forecast.columns.some(({ heading }) => heading === choice),
  );

const were = (count: number) => `${formatCount(count)} ${count === 1 ? "was" : "were"}`;

/** As in "117 will be created, 4 were imported before, 3 cannot be imported". */
export function importText({ will_create: create, unchanged, cannot }: ImportForecast): string {
  const parts = [
    `${create === 0 ? "None" : formatCount(create)} will be created`,
    unchanged > 0 && `${were(unchanged)} imported before`,
    cannot > 0 && `${formatCount(cannot)} cannot be imported`,
  ];
  return parts.filter(Boolean).join(", ");
}

/** As in "Choose the columns of Customer name and E-mail: no order can do without". */
export function missingText(missing: readonly ImportField[]): string {
  const names = missing.map((field) => FIELD_LABELS[field]);
  const last = names.pop() ?? "";
  const all = names.length > 0 ? `${names.join(", ")} and ${last}` : last;
  return `Choose the ${missing.length === 1 ? "column" : "columns"} of ${all}: no order can do without`;
}

/** As in "Line 7 · E-mail". */
export const placeText = ({ line, field }: ImportProblem): string =>
  [`Line ${formatCount(line)}`, field && FIELD_LABELS[field]].filter(Boolean).join(" · ");

/** So many lines cannot be imported of which nothing is listed. */
export const unlistedOf = ({ cannot, problems }: ImportForecast): number =>
  Math.max(0, cannot - new Set(problems.map(({ line }) => line)).size);

/** As in "5.2 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${formatCount(bytes)} ${bytes === 1 ? "byte" : "bytes"}`;
  if (bytes < 1_000_000) return `${formatCount(Math.round(bytes / 1_000))} kB`;
  // Rounded up: what is just too large must not read as large enough.
  return `${formatCount(Math.ceil(bytes / 100_000) / 10)} MB`;
}
