// What the product itself refuses, with the code that the client sees (contract: PROBLEM_STATUS).
import type { BulkForecast, Order, OrderStatus, ProblemCode, ProblemError } from "@order-desk/contract";

/** Members beside the standard ones that help the client to mend its request. */
export type ProblemExtras = {
  readonly errors?: ProblemError[];
  readonly allowed?: readonly OrderStatus[];
  readonly current?: Order;
  readonly forecast?: BulkForecast;
};

/** @param message what is wrong and what to do, shown to the client as `detail`. */
export class DomainError extends Error {
  override name = "DomainError";
  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(message);
  }
}

export const notFound = (id: string) =>
  new DomainError("order_not_found", `There is no order with the id ${id}.`);

export const invalid = (errors: ProblemError[]) =>
  new DomainError("validation_failed", errors.map(({ message }) => message).join(". ") + ".", { errors });

/** The database gave up looking; that it is asked again helps little. */
export const tooLong = () =>
  new DomainError(
    "database_unavailable",
    "This takes the database too long to find. Ask for less: fewer days, a status, or whole words of the order.",
  );

export const unavailable = () =>
  new DomainError(
    "database_unavailable",
    "The database does not answer. Nothing is wrong with the request: send it again.",
  );
