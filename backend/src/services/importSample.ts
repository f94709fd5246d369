// A small file that can be imported as it is: what a column may hold.
import { IMPORT_FIELDS } from "@order-desk/contract";
import { stringify } from "csv-stringify/sync";

const ORDERS = [
  ["Ada Lovelace", "ada@analytical.example", "Walnut tray", "1", "89.00", "EUR", "pending", "A-1001"],
  [
    "Jonas Lindqvist",
    "jonas.l@nordmail.example",
    "Coaster, set of 4",
    "2",
    "18.00",
    "EUR",
    "processing",
    "A-1002",
  ],
  ["Aiko Tanaka", "aiko@example.com", 'Frame "Studio", 30 × 40 cm', "3", "5200", "JPY", "shipped", "A-1003"],
];

export const SAMPLE_FILE = stringify(ORDERS, {
  bom: true,
  header: true,
  columns: [...IMPORT_FIELDS],
  record_delimiter: "windows",
});
