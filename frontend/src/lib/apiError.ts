// What went wrong with a request, said so that a person knows what to do.
import type { Order, ProblemError } from "@order-desk/contract";

/** `code` is one of the contract's, or of these, which are found out on this side. */
export const UNREACHABLE = "unreachable";
export const BAD_ANSWER = "bad_answer";

export type ApiErrorParts = {
  readonly code: string;
  /** 0: no answer. */
  readonly status: number;
  readonly message: string;
  readonly errors?: readonly ProblemError[];
  /** The order as the server has it, when that is why it refused. */
  readonly current?: Order | undefined;
};

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;
  readonly status: number;
  readonly errors: readonly ProblemError[];
  readonly current: Order | undefined;

  constructor({ code, status, message, errors = [], current }: ApiErrorParts, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.status = status;
    this.errors = errors;
    this.current = current;
  }
}

export const isMissing = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

/** It may have been done, and may be asked for again: only the answer is missing, or the server could not work just then. */
export const isWorthRepeating = (error: unknown): boolean =>
  error instanceof ApiError &&
  (error.code === UNREACHABLE || error.code === BAD_ANSWER || error.status >= 500);

export const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : "Something went wrong. Try again.";

/** The same where nothing was typed, so that nothing can be said to be kept. */
export const formlessMessageOf = (error: unknown): string =>
  error instanceof ApiError && error.code === UNREACHABLE
    ? "The server cannot be reached. Try again in a moment."
    : messageOf(error);
