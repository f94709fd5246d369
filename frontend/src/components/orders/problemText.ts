// Reads what a failed request carries, without knowing the class it was thrown as.
import type { Order, ProblemError } from "@order-desk/contract";

type Problem = {
  readonly message: string;
  readonly status?: number;
  readonly errors?: readonly ProblemError[];
  readonly current?: Order;
};

export function asProblem(error: unknown): Problem {
  if (error instanceof Error) return error;
  return { message: "Something went wrong. Try again." };
}

export const problemText = (error: unknown): string => asProblem(error).message;
