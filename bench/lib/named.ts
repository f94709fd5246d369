// Things that are asked for by name on a command line.

/** Says what to write instead. */
export class WrongArgumentError extends Error {}

/**
 * Those of these names, in their own sequence.
 * @param kind what they are, as in "drill". @param fold what of a name matters; all of it when not given.
 * @throws WrongArgumentError which lists those that there are
 */
export function named<T extends { readonly name: string }>(
  kind: string,
  all: readonly T[],
  names: readonly string[],
  fold = (name: string) => name,
): T[] {
  const unknown = names.filter((name) => !all.some((one) => one.name === fold(name)));
  if (unknown.length > 0)
    throw new WrongArgumentError(
      `There is no ${kind} "${unknown.join('", "')}". There are: ${all.map(({ name }) => name).join(", ")}.`,
    );
  const wanted = new Set(names.map(fold));
  return all.filter(({ name }) => wanted.has(name));
}
