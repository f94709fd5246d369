// Counts on the wire.
import * as z from "zod/mini";

/** How many there are of each; what a later version counts beside these is left out. */
export const countsOf = <Key extends string>(keys: readonly Key[]) =>
  z.object(Object.fromEntries(keys.map((key) => [key, z.int()])) as Record<Key, ReturnType<typeof z.int>>);
