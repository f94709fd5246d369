// Hands out order numbers from a block reserved ahead; the next block is fetched before the present one runs out.

export type Block = { readonly first: number; readonly end: number };

const SMALLEST_BLOCK = 16;
const LARGEST_BLOCK = 4_000;

export type OrderNumbers = ReturnType<typeof orderNumbers>;

export type NumberStore = {
  /** Takes a block of the asked size. */
  readonly reserve: (size: number) => Promise<Block>;
  /** Returns an unused rest at a clean stop. */
  readonly giveBack: (rest: Block) => Promise<void>;
  /** Makes the next block begin beyond every number in use. */
  readonly skipTaken: () => Promise<void>;
};

export function orderNumbers({ reserve, giveBack, skipTaken }: NumberStore) {
  const blocks: { first: number; end: number }[] = [];
  let refill: Promise<void> | undefined;
  let blockSize = SMALLEST_BLOCK;

  const left = () => blocks.reduce((sum, { first, end }) => sum + end - first, 0);

  function startRefill(): Promise<void> {
    refill ??= reserve(blockSize)
      .then((block) => void blocks.push({ ...block }))
      .finally(() => (refill = undefined));
    return refill;
  }

  function takeOne(): number | undefined {
    const block = blocks[0];
    if (!block) return undefined;
    const taken = block.first++;
    if (block.first === block.end) blocks.shift();
    return taken;
  }

  return {
    /** `count` numbers, rising. */
    async take(count: number): Promise<number[]> {
      // The block follows the load: room for the next few flights of this size.
      blockSize = Math.min(LARGEST_BLOCK, Math.max(SMALLEST_BLOCK, count * 8));
      const numbers: number[] = [];
      while (numbers.length < count) {
        const taken = takeOne();
        if (taken === undefined) await startRefill();
        else numbers.push(taken);
      }
      // A failure here is met again, and reported, by whoever finds no number left.
      if (left() < blockSize / 2) void startRefill().catch(() => undefined);
      return numbers;
    },

    /** The numbers at hand were taken by another writer: goes on with others. */
    async skipTaken(): Promise<void> {
      await skipTaken();
      await refill?.catch(() => undefined);
      blocks.length = 0;
    },

    async close(): Promise<void> {
      await refill?.catch(() => undefined);
      // The last reserved first: only the end of what was given out can be taken back.
      for (const rest of blocks.splice(0).reverse()) await giveBack(rest);
    },
  };
}
