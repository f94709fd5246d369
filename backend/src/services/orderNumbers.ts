// Hands out order numbers from a block reserved ahead; the next block is fetched before the present one runs out.
import type { NumberBlock } from "../models/OrderNumber.js";

const SMALLEST_BLOCK = 16;
const LARGEST_BLOCK = 4_000;
/** A block that is used up faster than this makes the next one twice as large; a slower one, half as large. */
const BLOCK_SHOULD_LAST_MS = 2_000;

export type OrderNumbers = ReturnType<typeof orderNumbers>;

export type NumberStore = {
  /** Takes a block of the asked size. */
  readonly reserve: (size: number) => Promise<NumberBlock>;
  /** Returns an unused rest at a clean stop. */
  readonly giveBack: (rest: NumberBlock) => Promise<void>;
  /** Makes the next block begin beyond every number in use. */
  readonly skipTaken: () => Promise<void>;
};

export function orderNumbers({ reserve, giveBack, skipTaken }: NumberStore) {
  const blocks: { first: number; end: number }[] = [];
  let refill: Promise<void> | undefined;
  let blockSize = SMALLEST_BLOCK;
  let reservedAt = -Infinity;

  const left = () => blocks.reduce((sum, { first, end }) => sum + end - first, 0);

  /** Each block is a write of its own, and a crash loses what is left of it: its size follows the load. */
  async function reserveNext(count: number): Promise<void> {
    const isFast = performance.now() - reservedAt < BLOCK_SHOULD_LAST_MS;
    const wanted = Math.max(isFast ? blockSize * 2 : blockSize / 2, count * 8);
    blockSize = Math.min(LARGEST_BLOCK, Math.max(SMALLEST_BLOCK, Math.ceil(wanted)));
    reservedAt = performance.now();
    blocks.push({ ...(await reserve(blockSize)) });
  }

  function startRefill(count: number): Promise<void> {
    refill ??= reserveNext(count).finally(() => (refill = undefined));
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
      const numbers: number[] = [];
      while (numbers.length < count) {
        const taken = takeOne();
        if (taken === undefined) await startRefill(count);
        else numbers.push(taken);
      }
      // A failure here is met again, and reported, by whoever finds no number left.
      if (left() < blockSize / 2) void startRefill(count).catch(() => undefined);
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
