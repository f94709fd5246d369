// Baseline and product take turns, so that both meet the same weather; who begins changes from round to round.

export type Turn<T> = () => Promise<T>;

export async function interleave<P, B>(
  rounds: number,
  { product, baseline }: { product: Turn<P>; baseline: Turn<B> },
): Promise<{ product: P[]; baseline: B[] }> {
  const found = { product: [] as P[], baseline: [] as B[] };
  const takeProduct = async () => void found.product.push(await product());
  const takeBaseline = async () => void found.baseline.push(await baseline());
  for (let round = 0; round < rounds; round++) {
    const turns = round % 2 === 0 ? [takeBaseline, takeProduct] : [takeProduct, takeBaseline];
    for (const take of turns) await take();
  }
  return found;
}
