import { ApiError, messageOf, UNREACHABLE } from "../../lib/apiError";

/** What went wrong where nothing was typed, so that nothing can be said to be kept. */
export const withoutForm = (error: unknown): string =>
  error instanceof ApiError && error.code === UNREACHABLE
    ? "The server cannot be reached. Try again in a moment."
    : messageOf(error);
