import type { OrderSort } from "@order-desk/contract";

export const SORTS: readonly (readonly [OrderSort, string])[] = [
  ["-created_at", "Newest first"],
  ["created_at", "Oldest first"],
  ["-updated_at", "Last changed first"],
  ["-total", "Highest total first"],
  ["total", "Lowest total first"],
  ["customer_name", "Customer, A to Z"],
  ["order_number", "Order number"],
  ["status", "Status"],
];
