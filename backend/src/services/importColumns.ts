// Which column of a file is which field: by what was asked for, or by its name.
import {
  EXPORT_COLUMNS,
  IMPORT_FIELDS,
  IMPORT_REQUIRED,
  type ImportField,
  type ImportQuery,
} from "@order-desk/contract";
import { invalid } from "./errors.js";

/** The place of each field's column in a line; undefined: it has none. */
export type Columns = Readonly<Record<ImportField, number | undefined>>;

/** The names under which other shops and spreadsheets know a field, the surest first; as `plain` has them. */
const NAMES: Readonly<Record<ImportField, readonly string[]>> = {
  customer_name: [
    ...["customername", "customer", "buyer", "buyername", "client", "billingname", "shippingname"],
    ...["fullname", "name"],
  ],
  customer_email: ["customeremail", "email", "emailaddress", "mail", "buyeremail", "billingemail"],
  product_name: ["productname", "product", "item", "itemname", "lineitemname", "producttitle", "title"],
  quantity: ["quantity", "qty", "pieces", "count", "lineitemquantity"],
  price: ["price", "unitprice", "itemprice", "lineitemprice", "priceofone"],
  currency: ["currency", "currencycode"],
  status: ["status", "orderstatus", "state"],
  // The id first: a file of our own export finds its orders again.
  reference: ["id", "reference", "ref", "orderreference", "externalid", "orderid", "ordernumber", "orderno"],
};

/** Case, accents, spaces and signs do not matter. */
const plain = (name: string) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

function named(headings: readonly string[], field: ImportField, wanted: string): number {
  const exact = headings.indexOf(wanted.trim());
  const name = plain(wanted);
  const alike = name === "" ? -1 : headings.findIndex((heading) => plain(heading) === name);
  const place = exact < 0 ? alike : exact;
  if (place < 0)
    throw invalid([
      { pointer: `/${field}`, message: `The file has no column ${wanted}: it has ${headings.join(", ")}` },
    ]);
  return place;
}

export function matchColumns(headings: readonly string[], asked: ImportQuery): Columns {
  const columns = new Map<ImportField, number>();
  for (const field of IMPORT_FIELDS) {
    const wanted = asked[field];
    if (wanted !== undefined && wanted !== "") columns.set(field, named(headings, field, wanted));
  }
  const known = headings.map(plain);
  for (const field of IMPORT_FIELDS) {
    if (asked[field] !== undefined) continue;
    const taken = new Set(columns.values());
    const places = NAMES[field].flatMap((name) =>
      known.flatMap((one, place) => (one === name ? [place] : [])),
    );
    const place = places.find((one) => !taken.has(one));
    if (place !== undefined) columns.set(field, place);
  }
  return Object.fromEntries(IMPORT_FIELDS.map((field) => [field, columns.get(field)])) as Columns;
}

/** The column of what all pieces cost, where none says what one does. */
export const totalColumn = (headings: readonly string[], { price }: Columns): number | undefined => {
  const place = headings.findIndex((heading) => plain(heading) === "total");
  return price !== undefined || place < 0 ? undefined : place;
};

/** Whether the references of the file are the numbers of our own orders: a file of our own export without ids. */
export const hasOwnNumbers = (headings: readonly string[], { reference }: Columns, asked: ImportQuery) =>
  asked.reference === undefined &&
  reference !== undefined &&
  headings[reference] === "order_number" &&
  headings.every((heading) => (EXPORT_COLUMNS as readonly string[]).includes(heading));

/** Fields that every order needs and of which the file has no column. */
export const missingColumns = (columns: Columns) =>
  IMPORT_REQUIRED.filter((field) => columns[field] === undefined).map((field) => ({
    field,
    message: `No column of the file is ${field}: name one by ${field}=…`,
  }));
